// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// A JSON value whose numbers are exact.
///
/// No library serves here: Foundation's decoder hands numbers out as `Double` or `Decimal`, keeps the
/// last of two equal keys without a word, and says nothing of where in the file a value stood. Here a
/// number is the rational that its literal spells, members keep their order, and a duplicate key is an
/// error.
public enum JSONValue: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, exactly as its digits say.
  case number(Rational)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Keys and values, in the order of the text.
  case object([Member])

  /// One `"key": value` of an object.
  public struct Member: Sendable, Hashable {
    /// The name of the member.
    public var key: String
    /// What the key stands for.
    public var value: JSONValue

    /// A member of this name and value.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// What the value is, for a message: "an array".
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// A rational as the text of its fraction, which is how all output writes exact numbers.
  public static func exact(_ number: Rational) -> JSONValue { .string(number.description) }

  /// A whole number.
  public static func integer(_ number: Int) -> JSONValue { .number(Rational(number)) }
}

/// There is no float literal, on purpose: write `.exact(Rational(1, 10))`.
extension JSONValue: ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// An array of values.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object with members in this order.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
