// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// A program that a format cannot express, and why.
public struct FormatError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The format that was asked for.
  public var format: String
  /// What is wrong.
  public var reason: String

  /// The message for a person.
  public var description: String { "cannot be written as \(format): \(reason)" }
}

/// How a text writes numbers that are no integers.
public enum NumberStyle: Sendable {
  /// `1/3`, which not every reader of the old formats knows.
  case fractions
  /// `0.25`; a program with a number that is no finite decimal is refused.
  case decimals

  /// A number in this style; where it is no finite decimal, a fraction.
  func text(_ number: Rational) -> String {
    self == .decimals ? number.finiteDecimal ?? number.description : number.description
  }
}

extension LinearProgram {
  /// Refuses decimals for a program with a number that is none.
  func checkNumbers(_ style: NumberStyle, format: String) throws(FormatError) {
    guard style == .decimals else { return }
    func check(_ number: Rational?) throws(FormatError) {
      if let number, number.finiteDecimal == nil {
        throw FormatError(
          format: "\(format) with decimals", reason: "\(number) is no finite decimal")
      }
    }
    try check(objectiveConstant)
    for row in rows {
      try check(row.lower.value)
      try check(row.upper.value)
    }
    for (variable, column) in zip(variables, columns) {
      try check(variable.cost)
      try check(variable.lower.value)
      try check(variable.upper.value)
      for entry in column { try check(entry.value) }
    }
  }

  /// Refuses a name of the program that does not fit a line.
  func checkTitle(format: String) throws(FormatError) {
    if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      let reason = "the name of the program has control characters"
      throw FormatError(format: format, reason: reason)
    }
  }
}
