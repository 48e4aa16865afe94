// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// Which tokens a page spells out, and how it adds up the others.
struct TokenView {
  /// The tokens spelled out, ascending.
  let shown: [Int]
  /// The number of tokens that are only added up.
  let others: Int
  private let instance: Instance

  /// All tokens of a vocabulary of at most twelve; of a larger one the five that either model thinks
  /// most probable, those in `always` first. Another `limit` may be given.
  init(_ instance: Instance, limit: Int?, always: [Int]) {
    self.instance = instance
    let count = instance.target.count
    let limit = limit ?? (count <= 12 ? count : 5)
    guard count > limit else {
      shown = Array(0..<count)
      others = 0
      return
    }
    let weight = (0..<count).map { max(instance.target[$0], instance.draft[$0]) }
    let byWeight = (0..<count).sorted {
      weight[$0] != weight[$1] ? weight[$0] > weight[$1] : $0 < $1
    }
    var chosen = Array(always.prefix(limit))
    for token in byWeight where chosen.count < limit && !chosen.contains(token) {
      chosen.append(token)
    }
    shown = chosen.sorted()
    others = count - shown.count
  }

  /// The name of a token, quoted where it could be mistaken for something else.
  func name(_ token: Int) -> String {
    let name = instance.token(token)
    let isPlain =
      !name.isEmpty
      && name.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "-_.▁Ġ'".unicodeScalars.contains(scalar)
      }
    return isPlain ? name : Self.quoted(name)
  }

  private static func quoted(_ name: String) -> String {
    var text = "\""
    for scalar in name.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
        .unassigned:
        text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// "{a, b}", "{a, b and 7 others}".
  func set(_ tokens: [Int]) -> String {
    let names = tokens.filter(Set(shown).contains).sorted().map(name)
    let rest = tokens.count - names.count
    if rest == 0 { return "{" + names.joined(separator: ", ") + "}" }
    if names.isEmpty { return "{\(rest) tokens not spelled out here}" }
    return "{" + names.joined(separator: ", ") + " and \(rest) \(rest == 1 ? "other" : "others")}"
  }

  /// The name of the row and of the term that stands for the tokens not spelled out.
  var othersName: String { others == 1 ? "1 other" : "\(others) others" }

  /// What the tokens that are not spelled out have together.
  func rest(_ values: [Rational]) -> Rational {
    guard others > 0 else { return 0 }
    var values = values
    for token in shown { values[token] = 0 }
    return values.sum()
  }

  /// The sum over all tokens: those spelled out one by one, then the others as one number.
  func sum(_ values: [Rational]) -> Expression {
    sum(values.map(Expression.number), rest: rest(values))
  }

  /// The same where each term is written in its own way.
  func sum(_ terms: [Expression], rest: Rational) -> Expression {
    .total(shown.map { terms[$0] } + [.number(rest)])
  }

  /// Adds a row a token, one for the others, and one for all; `excluded` has no row of its own, and its
  /// numbers are 0.
  func fill(_ table: inout NumberTable, _ columns: [[Rational]], without excluded: Int? = nil) {
    let tokens = shown.filter { $0 != excluded }
    for token in tokens { table.add(name(token), columns.map { $0[token] }) }
    if others > 0 { table.add(othersName, columns.map(rest), isSum: true) }
    if tokens.count + min(others, 1) > 1 {
      table.add("all", columns.map { $0.sum() }, isSum: true)
    }
  }
}
