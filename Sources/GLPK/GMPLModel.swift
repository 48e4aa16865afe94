// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPK
internal import CGLPKGuard
internal import Glibc
public import LinearPrograms
internal import Rationals

/// Why a GMPL model is no linear program here.
public enum GMPLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// GLPK refused it; its own words, which say the file and the line.
  case refused(String)
  /// It reads or writes files on its own.
  case touchesFiles(source: String, line: Int, statement: String)
  /// It has an integer variable, of this name.
  case integer(String)
  /// The text cannot be handed to GLPK.
  case system(String)

  /// The message for a person.
  public var description: String {
    switch self {
    case .refused(let words): words
    case .touchesFiles(let source, let line, let statement):
      "\(source):\(line): expected a statement that touches no files, found \"\(statement)\""
    case .integer(let name): "expected a linear program, found the integer variable \(name)"
    case .system(let reason): reason
    }
  }
}

/// A text of a GMPL model or its data, and the name of where it came from.
public struct GMPLText: Sendable, Hashable {
  /// The text.
  public var bytes: [UInt8]
  /// Where it came from, for messages.
  public var source: String

  /// A text and the name of its source.
  public init(_ bytes: [UInt8], source: String) {
    self.bytes = bytes
    self.source = source
  }
}

/// Linear programs in GNU MathProg, the modelling language of GLPK.
///
/// GLPK computes the model's numbers in doubles; each becomes the shortest decimal that reads back to
/// the same double, so that 0.1 in the model is 1/10 again, but 1/3 is 0.3333333333333333. From there
/// on everything is exact. This is search, not proof: a certificate is about the program that came out,
/// which `spechub convert` writes down.
public enum GMPLModel {
  /// What a person should know of every program that was made here.
  public static let note =
    "GLPK computed the numbers of this GMPL model in doubles; each is read as the shortest decimal "
    + "of its double"

  /// The program that GLPK makes of a model and its data.
  ///
  /// GLPK may use so many megabytes to build the model; there is no limit to its time.
  /// Statements behind `solve` are not run. One before it that reads or writes files is refused unless
  /// `trusting`. Integers are refused unless `relaxing`. Nothing is printed; GLPK cannot abort the
  /// process.
  public static func read(
    _ model: GMPLText, data: GMPLText? = nil, relaxing: Bool = false, trusting: Bool = false,
    memoryLimit megabytes: Int = 4096
  ) throws(GMPLError) -> LinearProgram {
    if !trusting, let (statement, line) = GMPLSafety.firstDanger(in: model.bytes) {
      throw .touchesFiles(source: model.source, line: line, statement: statement)
    }
    let modelFile = try MemoryFile(model)
    defer { modelFile.close() }
    let dataFile = try data.map { data throws(GMPLError) in try MemoryFile(data) }
    defer { dataFile?.close() }
    var answer = glpk_guard_model()
    var log = [CChar](repeating: 0, count: 8192)
    var length = 0
    let failed = glpk_guard_read_gmpl(
      modelFile.path, dataFile?.path, CInt(max(1, min(megabytes, 1_000_000))), &answer, &log,
      log.count, &length)
    defer { glpk_guard_free_model(&answer) }
    guard failed == 0 else {
      var words = String(decoding: log.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      for file in [modelFile, dataFile].compactMap(\.self) {
        words.replace(file.path, with: file.source)
      }
      throw .refused(reason(words, model.source))
    }
    return try program(answer, relaxing: relaxing)
  }

  /// The lines of GLPK's words that name a place in the text, or the last one.
  private static func reason(_ words: String, _ source: String) -> String {
    // GLPK adds the place in its own code.
    let lines = words.split(whereSeparator: \.isNewline).filter {
      !$0.hasPrefix("Error detected in file")
    }
    let places = lines.filter { $0.contains(#/:[0-9]+: /#) && !$0.contains("warning:") }
    return places.isEmpty
      ? "\(source): GLPK refused the model: \(lines.last ?? "it said nothing")"
      : places.joined(separator: "\n")
  }
}

/// A text in memory that C can open by a path.
private struct MemoryFile {
  let path: String
  let source: String
  private let descriptor: Int32

  init(_ text: GMPLText) throws(GMPLError) {
    source = text.source
    descriptor = glpk_guard_memory_file()
    path = "/proc/self/fd/\(descriptor)"
    guard descriptor >= 0 else { throw .system("\(source): \(String(cString: strerror(errno)))") }
    var bytes = text.bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else {
        close()
        throw .system("\(source): \(String(cString: strerror(errno)))")
      }
      bytes = bytes.dropFirst(max(0, count))
    }
  }

  func close() { _ = Glibc.close(descriptor) }
}

extension GMPLModel {
  /// Doubles into rationals, GLPK's terms into ours.
  private static func program(
    _ model: glpk_guard_model, relaxing: Bool
  ) throws(GMPLError) -> LinearProgram {
    let rowCount = Int(model.row_count)
    let columnCount = Int(model.column_count)
    let blob = UnsafeRawBufferPointer(start: model.names, count: model.names_length)
    let names = blob.split(separator: 0, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    if !relaxing, let column = (0..<columnCount).first(where: { model.is_integer[$0] != 0 }) {
      throw .integer(names[1 + rowCount + column])
    }
    // GLPK keeps the objective among the rows.
    let objective = (0..<rowCount).first {
      model.row_types[$0] == GLP_FR && names[1 + $0] == names[0]
    }
    var program = LinearProgram(
      sense: model.is_maximization == 0 ? .minimize : .maximize,
      objectiveName: names[0].isEmpty ? "obj" : names[0],
      objectiveConstant: try number(model.objective_constant))
    for row in 0..<rowCount where row != objective {
      let (lower, upper) = try bounds(
        model.row_types[row], model.row_lower[row], model.row_upper[row])
      program.addRow(names[1 + row], lower: lower, upper: upper)
    }
    for column in 0..<columnCount {
      let (lower, upper) = try bounds(
        model.column_types[column], model.column_lower[column], model.column_upper[column])
      var entries: [LinearProgram.Entry] = []
      for place in Int(model.column_starts[column])..<Int(model.column_starts[column + 1]) {
        let row = Int(model.row_indices[place])
        if row == objective { continue }
        let isBehind = objective.map { row > $0 } ?? false
        entries.append(.init(row: isBehind ? row - 1 : row, value: try number(model.values[place])))
      }
      program.addVariable(
        names[1 + rowCount + column], lower: lower, upper: upper,
        cost: try number(model.costs[column]), entries: entries)
    }
    return program
  }

  private static func bounds(
    _ type: CInt, _ lower: Double, _ upper: Double
  ) throws(GMPLError) -> (lower: Bound, upper: Bound) {
    switch type {
    case GLP_LO: (.finite(try number(lower)), .none)
    case GLP_UP: (.none, .finite(try number(upper)))
    case GLP_DB: (.finite(try number(lower)), .finite(try number(upper)))
    case GLP_FX: (.finite(try number(lower)), .finite(try number(lower)))
    default: (.none, .none)
    }
  }

  /// The shortest decimal that reads back to the same double; Swift prints just that.
  static func number(_ double: Double) throws(GMPLError) -> Rational {
    guard let number = Rational(double.description) else {
      throw .refused("GLPK made a number of the model that is none: \(double)")
    }
    return number
  }
}
