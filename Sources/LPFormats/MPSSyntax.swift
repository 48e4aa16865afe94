// SPDX-License-Identifier: GPL-3.0-or-later

/// How the fields of a line are told apart.
public enum MPSForm: String, Sendable, CaseIterable {
  /// By white space; names contain none.
  case free
  /// By their columns; names of at most eight bytes may contain blanks.
  case fixed
}

/// The words and columns of the MPS format, shared by its reader and its writer.
package enum MPSSyntax {
  /// What a line may open that begins in its first column; the order is that of `allCases`.
  enum Section: String, CaseIterable {
    case name = "NAME"
    case sense = "OBJSENSE"
    case objective = "OBJNAME"
    case rows = "ROWS"
    case columns = "COLUMNS"
    case rightHandSides = "RHS"
    case ranges = "RANGES"
    case bounds = "BOUNDS"
    case end = "ENDATA"
  }

  /// Sections of models that are not linear programs.
  static let unsupportedSections: Set<String> = [
    "QUADOBJ", "QSECTION", "QMATRIX", "QCMATRIX", "CSECTION", "SOS", "SOS1", "SOS2", "SETS",
    "INDICATORS", "GENCONS", "PWLOBJ", "PWLNAM", "PWLCON", "LAZYCONS", "USERCUTS", "BRANCH",
    "SCENARIOS",
  ]

  /// Words for the direction of the objective.
  static let maximizing = ["MAX", "MAXIMIZE", "MAXIMISE", "MAXIMUM"]
  static let minimizing = ["MIN", "MINIMIZE", "MINIMISE", "MINIMUM"]

  enum RowType: String {
    case objective = "N"
    case less = "L"
    case greater = "G"
    case equal = "E"
  }

  enum BoundType: String, CaseIterable {
    case upper = "UP"
    case lower = "LO"
    case fixed = "FX"
    case free = "FR"
    case minusInfinity = "MI"
    case plusInfinity = "PL"
    case binary = "BV"
    case integerLower = "LI"
    case integerUpper = "UI"
    case semiContinuous = "SC"

    /// Whether a number belongs to it.
    var hasValue: Bool {
      switch self {
      case .free, .minusInfinity, .plusInfinity, .binary: false
      default: true
      }
    }

    /// Whether it says that the variable is an integer.
    var isInteger: Bool { self == .binary || self == .integerLower || self == .integerUpper }
  }

  /// Where the six fields stand in the fixed form, in bytes from the beginning of the line.
  static let fields = [1..<3, 4..<12, 14..<22, 24..<36, 39..<47, 49..<61]

  /// The second word of a line that begins or ends a run of integer columns, and its third words.
  static let marker = "'MARKER'"
  static let integersBegin = "'INTORG'"
  static let integersEnd = "'INTEND'"

  /// Whether a name can stand in a field of the form, as the name of a row or a column.
  package static func isName(_ name: String, _ form: MPSForm) -> Bool {
    let bytes = name.utf8
    guard let first = bytes.first, let last = bytes.last, name != marker else { return false }
    switch form {
    case .free: return !bytes.contains(where: \.isSpace)
    case .fixed:
      return bytes.count <= 8 && first != 0x20 && last != 0x20
        && !bytes.contains { $0 != 0x20 && $0.isSpace }
    }
  }
}
