// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Rationals

/// Linear forms and limits.
extension LPReader {
  /// A sum of terms and constants; it goes on as long as a sign follows.
  ///
  /// After a relation a number at the end of a line could be a constant or, with the next line, a
  /// term; such a text is refused.
  mutating func form(_ place: Place) throws(ParseError) -> Form {
    var form = Form()
    var isFirst = true
    while true {
      let sign = takeSigns()
      guard sign != nil || isFirst else { return form }
      let isNegative = sign == -1
      if text[position].isDigit || text[position] == UInt8(ascii: ".") {
        let value = try number()
        if isAtName {
          guard !(startsLine && place == .afterRelation) else {
            throw unexpected("a coefficient and its variable on one line, or a row with a name")
          }
          let start = position
          let variable = try variable(takeName(), at: start)
          form.terms.append((variable, isNegative ? -value : value))
        } else {
          form.constant += isNegative ? -value : value
          try text.take(sum: form.constant, at: position)
        }
      } else if isAtName {
        let start = position
        let name = takeName()
        if isFirst, LPSyntax.isInfinity(name) {
          form.infinity = sign ?? 1
          return form
        }
        form.terms.append((try variable(name, at: start), isNegative ? -1 : 1))
      } else if sign != nil || place != .objective {
        throw unexpected("a coefficient or a variable")
      } else {
        return form
      }
      isFirst = false
    }
  }

  mutating func takeName() -> String {
    let word = word
    advance(to: word.upperBound)
    return string(word)
  }

  /// The variable of this name, new or known.
  mutating func variable(_ name: String, at start: Int) throws(ParseError) -> Int {
    guard !LPSyntax.isInfinity(name) else {
      throw text.error(at: start, expected: "a variable")
    }
    if let index = indices[name] { return index }
    indices[name] = variables.count
    variables.append(LinearProgram.Variable(name))
    columns.append([])
    return variables.count - 1
  }

  /// A signed number or infinity.
  mutating func limit() throws(ParseError) -> Limit {
    let sign = takeSigns() ?? 1
    if text[position].isDigit || text[position] == UInt8(ascii: ".") {
      let value = try number()
      return .number(sign < 0 ? -value : value)
    }
    guard LPSyntax.isInfinity(string(word)) else { throw unexpected("a number or an infinity") }
    advance(to: word.upperBound)
    return .infinite(sign)
  }
}
