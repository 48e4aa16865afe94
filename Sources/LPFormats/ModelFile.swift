// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// Why there is no model: the file, its format, or its text.
public enum ModelFileError: Error, Sendable, Hashable, CustomStringConvertible {
  case file(FileError)
  case text(ParseError)
  /// The name of the file ends in nothing that is known.
  case unknownFormat(path: String)

  /// The message for a person.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .text(let error): error.description
    case .unknownFormat(let path):
      "\(path): unknown kind of model; a name ends in one of "
        + ModelFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
    }
  }
}

/// The formats that models are read from; the raw value is how the name of a file ends.
public enum ModelFormat: String, Sendable, CaseIterable {
  case lp
  case mps

  /// The format of a file of this name; standard input, `-`, is LP.
  public init?(path: String) {
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last
    self.init(rawValue: path == "-" ? "lp" : ending?.lowercased() ?? "")
  }

  /// Reads a model of this format; `note` is told what a person should know about it.
  public func read(
    bytes: [UInt8], source: String, relaxing: Bool = false, note: (String) -> Void = { _ in }
  ) throws(ParseError) -> LinearProgram {
    switch self {
    case .lp: try LinearProgram(lp: bytes, source: source, relaxing: relaxing)
    case .mps: try LinearProgram(mps: bytes, source: source, relaxing: relaxing, note: note)
    }
  }
}

/// Models in files of any format.
public enum ModelFile {
  /// Reads the model in a file, or on standard input for `-`, in the format that its name says.
  ///
  /// Integers are refused unless `relaxing`; `note` is told what a person should know.
  public static func read(
    _ path: String, relaxing: Bool = false, note: (String) -> Void = { _ in }
  ) throws(ModelFileError) -> LinearProgram {
    guard let format = ModelFormat(path: path) else { throw .unknownFormat(path: path) }
    let bytes: [UInt8]
    do {
      bytes = try TextFile.read(path)
    } catch {
      throw .file(error)
    }
    do {
      return try format.read(
        bytes: bytes, source: path == "-" ? "standard input" : path, relaxing: relaxing, note: note)
    } catch {
      throw .text(error)
    }
  }
}
