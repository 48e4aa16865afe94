// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// Why there is no model: the file, its format, or its text.
public enum ModelFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file cannot be read.
  case file(FileError)
  /// The file is no whole gzip file.
  case gzip(path: String, GzipError)
  /// The text of an LP or MPS file, or JSON's syntax, is wrong.
  case text(ParseError)
  /// A value in a JSON file is wrong.
  case value(JSONPathError)
  /// The name of the file ends in nothing that is known.
  case unknownFormat(path: String)

  /// Whether the model has integer variables, and would be read with these relaxed.
  public var isAboutIntegers: Bool {
    switch self {
    case .text(let error): error.expected == ParseError.linear
    case .value(let error): error.reason.hasPrefix("expected \(ParseError.linear)")
    default: false
    }
  }

  /// The message for a person.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .gzip(let path, let error): "\(path): \(error)"
    case .text(let error): error.description
    case .value(let error): error.description
    case .unknownFormat(let path):
      "\(path): unknown kind of model; a name ends in one of \(ModelFormat.endings)"
        + (path.hasSuffix(".mod") ? "; `spechub convert` turns GMPL into one of these" : "")
    }
  }
}

/// The formats that models are read from; the raw value is how the name of a file ends.
public enum ModelFormat: String, Sendable, CaseIterable {
  /// CPLEX LP.
  case lp
  /// MPS, fixed or free.
  case mps
  /// This project's own format.
  case json

  /// `.lp, .mps, .json, each also with .gz`: how the names of files of models end.
  public static var endings: String {
    allCases.map { "." + $0.rawValue }.joined(separator: ", ") + ", each also with .gz"
  }

  /// The format of a file of this name, with or without `.gz`.
  public init?(path: String) {
    var parts = (path.split(separator: "/").last ?? "").split(
      separator: ".", omittingEmptySubsequences: false)
    if parts.last?.lowercased() == "gz" { parts.removeLast() }
    self.init(rawValue: parts.dropFirst().last?.lowercased() ?? "")
  }

  /// The format of a text without a name: JSON begins with `{`, MPS with a comment or the word of a
  /// section in the first column, and everything else is LP. No LP file begins in those ways.
  public init(text: [UInt8]) {
    let word = String(decoding: text.prefix(10).prefix { $0.isLetter }, as: UTF8.self).uppercased()
    let isSection = MPSSyntax.Section(rawValue: word) != nil
    switch text.first(where: { !$0.isSpace }) {
    case UInt8(ascii: "{"): self = .json
    case _ where isSection || text.first == UInt8(ascii: "*"): self = .mps
    default: self = .lp
    }
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
  /// Reads the model in a file, in the format that its name says, or on standard input for `-`, in the
  /// format that its text shows.
  ///
  /// What begins as a gzip file is decompressed, whatever its name; a name in `.gz` promises one.
  /// Integers are refused unless `relaxing`; `note` is told what a person should know.
  public static func read(
    _ path: String, relaxing: Bool = false, note: (String) -> Void = { _ in }
  ) throws(ModelFileError) -> LinearProgram {
    if path == "-" {
      let bytes = try bytes(path)
      return try ModelFormat(text: bytes).read(
        bytes: bytes, source: "standard input", relaxing: relaxing, note: note)
    }
    guard let format = ModelFormat(path: path) else { throw .unknownFormat(path: path) }
    return try format.read(bytes: bytes(path), source: path, relaxing: relaxing, note: note)
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
