// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// A JSON value that knows its place, so that whoever finds it wrong can say where.
public struct JSONCursor: Sendable {
  /// The value itself.
  public let value: JSONValue
  /// The way to the value from the top: `kernel[3].out[0]`; empty at the top.
  public let path: String
  /// The file, or whatever else the text came from.
  public let source: String

  /// The root of a text that came from `source`.
  public init(_ value: JSONValue, source: String) {
    self.init(value, path: "", source: source)
  }

  /// The same value as the top of a text of its own, for requests that carry a whole input.
  public var asRoot: JSONCursor { JSONCursor(value, source: source) }

  private init(_ value: JSONValue, path: String, source: String) {
    self.value = value
    self.path = path
    self.source = source
  }

  /// The error that the value is not what is needed here.
  public func error(expected: String, found: String? = nil) -> JSONPathError {
    JSONPathError(
      source: source, path: path, expected: expected, found: found ?? describe())
  }

  /// A scalar as it stands, or the kind of a container.
  private func describe() -> String {
    switch value {
    case .array, .object: return value.kind
    default:
      let text = value.text()
      return text.count <= 60 ? text : "\(text.prefix(60))…"
    }
  }

  /// The error that something about the value is wrong.
  public func error(_ reason: String) -> JSONPathError {
    JSONPathError(source: source, path: path, reason: reason)
  }

  private func member(_ key: String, _ value: JSONValue) -> JSONCursor {
    JSONCursor(value, path: path.isEmpty ? key : "\(path).\(key)", source: source)
  }

  /// The keys of an object, in the order of the file.
  public var keys: [String] {
    if case .object(let members) = value { members.map(\.key) } else { [] }
  }

  /// The member of an object, or `nil` when it is absent.
  public func optional(_ key: String) throws(JSONPathError) -> JSONCursor? {
    guard case .object(let members) = value else { throw error(expected: "an object") }
    return members.first { $0.key == key }.map { member(key, $0.value) }
  }

  /// The member of an object.
  public func required(_ key: String) throws(JSONPathError) -> JSONCursor {
    guard let member = try optional(key) else {
      throw JSONPathError(
        source: source, path: path.isEmpty ? key : "\(path).\(key)", reason: "this key is missing")
    }
    return member
  }

  /// The members of an object, in the order of the file.
  public func members() throws(JSONPathError) -> [(key: String, cursor: JSONCursor)] {
    guard case .object(let members) = value else { throw error(expected: "an object") }
    return members.map { ($0.key, member($0.key, $0.value)) }
  }

  /// The elements of an array.
  public func elements() throws(JSONPathError) -> [JSONCursor] {
    guard case .array(let elements) = value else { throw error(expected: "an array") }
    return elements.enumerated().map {
      JSONCursor($1, path: "\(path)[\($0)]", source: source)
    }
  }

  /// A number, or a string that spells one in any form that `Rational` reads.
  public func rational() throws(JSONPathError) -> Rational {
    switch value {
    case .number(let number): return number
    case .string(let text):
      guard text.utf8.count <= NumberBudget.lengthLimit else {
        throw self.error(
          expected: "a number of at most \(NumberBudget.lengthLimit) characters",
          found: "one of \(text.utf8.count)")
      }
      do {
        return try Rational(parsing: text)
      } catch {
        throw self.error(
          expected: "a number such as 0.25, \"1/4\" or \"0x1p-2\"", found: "\"\(text)\" (\(error))")
      }
    default: throw error(expected: "a number")
    }
  }

  /// The numbers of an array.
  public func rationals() throws(JSONPathError) -> [Rational] {
    guard case .array(let elements) = value else { throw error(expected: "an array of numbers") }
    var numbers: [Rational] = []
    numbers.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      if case .number(let number) = element {
        numbers.append(number)  // No path is built for the common case.
      } else {
        numbers.append(
          try JSONCursor(element, path: "\(path)[\(index)]", source: source).rational())
      }
    }
    return numbers
  }

  /// The texts of an array.
  public func strings() throws(JSONPathError) -> [String] {
    guard case .array(let elements) = value else { throw error(expected: "an array of strings") }
    var strings: [String] = []
    strings.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      if case .string(let string) = element {
        strings.append(string)
      } else {
        strings.append(
          try JSONCursor(element, path: "\(path)[\(index)]", source: source).string())
      }
    }
    return strings
  }

  /// A whole number that fits a machine word.
  public func integer() throws(JSONPathError) -> Int {
    guard case .number(let number) = value, let integer = number.machineInteger
    else { throw error(expected: "a whole number") }
    return integer
  }

  /// `true` or `false`.
  public func bool() throws(JSONPathError) -> Bool {
    guard case .bool(let bool) = value else { throw error(expected: "true or false") }
    return bool
  }

  /// A text.
  public func string() throws(JSONPathError) -> String {
    guard case .string(let string) = value else { throw error(expected: "a string") }
    return string
  }
}

/// What is wrong with the JSON value at a key path.
public struct JSONPathError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, or whatever else the text came from.
  public let source: String
  /// The way from the top: `target[3]`; empty at the top.
  public let path: String
  /// What is wrong.
  public let reason: String

  init(source: String, path: String, reason: String) {
    self.source = source
    self.path = path
    self.reason = reason
  }

  init(source: String, path: String, expected: String, found: String) {
    self.init(source: source, path: path, reason: "expected \(expected), found \(found)")
  }

  /// The message for a person.
  public var description: String {
    path.isEmpty ? "\(source): \(reason)" : "\(source): \(path): \(reason)"
  }
}
