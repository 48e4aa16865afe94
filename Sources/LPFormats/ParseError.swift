// SPDX-License-Identifier: GPL-3.0-or-later

/// Where a text stops making sense, what should have stood there and what stands there instead.
///
/// Printed, it shows the place:
///
///     transport.lp:14:11: expected a coefficient or a variable, found ">="
///        14 |  c3: x1 + >= 2
///                       ^
public struct ParseError: Error, Sendable, Hashable {
  /// The file, or whatever else the text came from.
  public var source: String
  /// The line, from 1.
  public var line: Int
  /// The column in characters, from 1.
  public var column: Int
  /// The part of the line around the column, control characters replaced.
  public var excerpt: String
  /// How many characters of the excerpt stand before the column.
  public var caret: Int
  /// What should have stood there.
  public var expected: String
  /// What stands there.
  public var found: String
}

extension ParseError: CustomStringConvertible {
  /// The message for a person.
  public var description: String {
    let number = String(line)
    let margin = String(repeating: " ", count: max(0, 5 - number.count)) + number + " | "
    return """
      \(source):\(line):\(column): expected \(expected), found \(found)
      \(margin)\(excerpt)
      \(String(repeating: " ", count: margin.count + caret))^
      """
  }
}

extension ParseError {
  /// What a text with integers is not.
  static let linear = "a linear program (integers may be relaxed)"
}
