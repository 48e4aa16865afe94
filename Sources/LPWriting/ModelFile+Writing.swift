// SPDX-License-Identifier: GPL-3.0-or-later

public import LPFormats
public import LinearPrograms

/// How a model is written, beyond its format.
public struct ModelStyle: Sendable, Hashable {
  /// How numbers that are no integers are written in LP and MPS; JSON always has fractions.
  public var numbers: NumberStyle
  /// Which form of MPS; the one that fits where it is `nil`.
  public var mpsForm: MPSForm?

  /// A style; as it comes, fractions and the form of MPS that fits.
  public init(numbers: NumberStyle = .fractions, mpsForm: MPSForm? = nil) {
    self.numbers = numbers
    self.mpsForm = mpsForm
  }
}

extension ModelFormat {
  /// The program as a text of this format that is read as the same program.
  ///
  /// Throws when the format cannot hold it.
  public func text(
    of program: LinearProgram, style: ModelStyle = ModelStyle()
  ) throws(FormatError) -> String {
    switch self {
    case .lp: try program.lpText(numbers: style.numbers)
    case .mps: try program.mpsText(form: style.mpsForm, numbers: style.numbers)
    case .json: program.json.text(indented: true) + "\n"
    }
  }
}
