// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// Why there is no model: the file, its format, or its text.
public enum ModelFileError: Error, Sendable, Hashable, CustomStringConvertible {
  case file(FileError)
  case gzip(path: String, GzipError)
  case text(ParseError)
  case value(JSONPathError)
  /// The name of the file ends in nothing that is known.
  case unknownFormat(path: String)

  /// The message for a person.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .gzip(let path, let error): "\(path): \(error)"
    case .text(let error): error.description
    case .value(let error): error.description
    case .unknownFormat(let path):
      "\(path): unknown kind of model; a name ends in one of \(ModelFormat.endings)"
    }
  }
}

/// The formats that models are read from; the raw value is how the name of a file ends.
public enum ModelFormat: String, Sendable, CaseIterable {
  case lp
  case mps
  case json

  /// `.lp, .mps, .json, each also with .gz`: how the names of files of models end.
  public static var endings: String {
    allCases.map { "." + $0.rawValue }.joined(separator: ", ") + ", each also with .gz"
  }

  /// The format of a file of this name, with or without `.gz`; standard input, `-`, is LP.
  public init?(path: String) {
    var parts = (path.split(separator: "/").last ?? "").split(
      separator: ".", omittingEmptySubsequences: false)
    if parts.last?.lowercased() == "gz" { parts.removeLast() }
    self.init(rawValue: path == "-" ? "lp" : parts.dropFirst().last?.lowercased() ?? "")
  }

  /// Reads a model of this format; `note` is told what a person should know about it.
  ///
  /// Integers are refused unless `relaxing`.
  public func read(
    bytes: [UInt8], source: String, relaxing: Bool = false, note: (String) -> Void = { _ in }
  ) throws(ModelFileError) -> LinearProgram {
    let cursor: JSONCursor
    do throws(ParseError) {
      switch self {
      case .lp:
        return try LinearProgram(lp: bytes, source: source, relaxing: relaxing, note: note)
      case .mps:
        return try LinearProgram(mps: bytes, source: source, relaxing: relaxing, note: note)
      case .json: cursor = JSONCursor(try JSONValue.parse(bytes, source: source), source: source)
      }
    } catch {
      throw .text(error)
    }
    do throws(JSONPathError) {
      return try LinearProgram(json: cursor, relaxing: relaxing)
    } catch {
      throw .value(error)
    }
  }
}

/// Models in files of any format.
public enum ModelFile {
  /// Reads the model in a file, or on standard input for `-`, in the format that its name says.
  ///
  /// What begins as a gzip file is decompressed, whatever its name; a name in `.gz` promises one.
  /// Integers are refused unless `relaxing`; `note` is told what a person should know.
  public static func read(
    _ path: String, relaxing: Bool = false, note: (String) -> Void = { _ in }
  ) throws(ModelFileError) -> LinearProgram {
    guard let format = ModelFormat(path: path) else { throw .unknownFormat(path: path) }
    let bytes = try bytes(path)
    return try format.read(
      bytes: bytes, source: path == "-" ? "standard input" : path, relaxing: relaxing, note: note)
  }

  /// The bytes of a file, or of standard input for `-`, decompressed.
  public static func bytes(_ path: String) throws(ModelFileError) -> [UInt8] {
    let bytes: [UInt8]
    do {
      bytes = try TextFile.read(path)
    } catch {
      throw .file(error)
    }
    guard Gzip.isGzip(bytes) || path.lowercased().hasSuffix(".gz") else { return bytes }
    do {
      return try Gzip.decompress(bytes)
    } catch {
      throw .gzip(path: path, error)
    }
  }
}
