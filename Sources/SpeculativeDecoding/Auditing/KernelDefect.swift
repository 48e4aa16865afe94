// SPDX-License-Identifier: GPL-3.0-or-later

public import Rationals

/// Why a list of rows is not a kernel: the row, and what is wrong with it.
public enum KernelDefect: Error, Sendable, Hashable {
  /// There is nothing.
  case noRows
  /// A list of a row has the wrong length.
  case wrongLength(row: Int, part: String, expected: Int, found: Int)
  /// A draft is no token.
  case tokenOutOfRange(row: Int, token: Int, vocabulary: Int)
  /// A tuple has a negative probability.
  case negativeWeight(row: Int, weight: Rational)
  /// A probability below 0.
  case negative(row: Int, part: String, token: Int, value: Rational)
  /// A row of `out` does not sum to 1.
  case wrongRowSum(row: Int, sum: Rational)
  /// More of a token is accepted than emitted.
  case acceptedExceedsOutput(row: Int, token: Int, accepted: Rational, output: Rational)
  /// The weights do not sum to 1; the largest running sum is reached at the row.
  case wrongWeightSum(lastRow: Int, sum: Rational)
  /// The weight of a tuple is not what the declared draft law says.
  case unexpectedWeight(row: Int, drafts: [Int], weight: Rational, declared: Rational)
  /// A tuple of the declared law that no row describes.
  case missingTuple(drafts: [Int], declared: Rational)

  /// The row it is about.
  public var row: Int? {
    switch self {
    case .noRows, .missingTuple: nil
    case .wrongLength(let row, _, _, _), .tokenOutOfRange(let row, _, _),
      .negativeWeight(let row, _), .negative(let row, _, _, _), .wrongRowSum(let row, _),
      .acceptedExceedsOutput(let row, _, _, _), .wrongWeightSum(let row, _),
      .unexpectedWeight(let row, _, _, _):
      row
    }
  }
}

extension KernelDefect: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noRows: "the kernel has no rows"
    case .wrongLength(let row, let part, let expected, let found):
      "row \(row): \(part) has \(found) entries, expected \(expected)"
    case .tokenOutOfRange(let row, let token, let vocabulary):
      "row \(row): token \(token) is outside the vocabulary 0 … \(vocabulary - 1)"
    case .negativeWeight(let row, let weight): "row \(row): w is negative: \(weight)"
    case .negative(let row, let part, let token, let value):
      "row \(row): \(part)[\(token)] is negative: \(value)"
    case .wrongRowSum(let row, let sum): "row \(row) sums to \(sum)"
    case .acceptedExceedsOutput(let row, let token, let accepted, let output):
      "row \(row): acc[\(token)] = \(accepted) exceeds out[\(token)] = \(output)"
    case .wrongWeightSum(let row, let sum):
      "w sums to \(sum) (about \(sum.decimal(significantDigits: 12))) over rows 0 … \(row), not to 1"
    case .unexpectedWeight(let row, let drafts, let weight, let declared):
      "row \(row): w of the drafts \(drafts) is \(weight), but the declared q and sampling give "
        + "\(declared)"
    case .missingTuple(let drafts, let declared):
      "no row has the drafts \(drafts), which the declared q and sampling give \(declared)"
    }
  }
}

extension Kernel {
  /// The first thing that makes this list of rows no kernel on `vocabulary` tokens; `nil` for a kernel.
  ///
  /// With `sumsToOne` false the sums of rows and weights are not asked for: a float implementation's
  /// rows are a kernel only up to rounding. A `declaredLaw` must be matched tuple by tuple, rows of the
  /// same tuple added up.
  public func firstDefect(
    vocabulary: Int, sumsToOne: Bool = true, declaredLaw: DraftLaw? = nil
  ) -> KernelDefect? {
    guard !rows.isEmpty else { return .noRows }
    for (index, row) in rows.enumerated() {
      if let defect = row.firstDefect(at: index, vocabulary, sumsToOne: sumsToOne) {
        return defect
      }
    }
    let sum = rows.reduce(Rational(0)) { $0 + $1.probability }
    if sumsToOne, sum != 1 { return .wrongWeightSum(lastRow: rows.count - 1, sum: sum) }
    return declaredLaw.flatMap(firstDifference)
  }

  private func firstDifference(from declared: DraftLaw) -> KernelDefect? {
    let expected = Dictionary(
      uniqueKeysWithValues: declared.entries.map { ($0.drafts, $0.probability) })
    let found = tupleLaw
    for (index, row) in rows.enumerated() {
      let weight = found[row.drafts] ?? 0
      let declared = expected[row.drafts] ?? 0
      if weight != declared {
        return .unexpectedWeight(
          row: index, drafts: row.drafts, weight: weight, declared: declared)
      }
    }
    return declared.entries.first { found[$0.drafts] == nil }
      .map { .missingTuple(drafts: $0.drafts, declared: $0.probability) }
  }
}

extension Kernel.Row {
  fileprivate func firstDefect(
    at index: Int, _ vocabulary: Int, sumsToOne: Bool
  ) -> KernelDefect? {
    if let token = drafts.first(where: { $0 < 0 || $0 >= vocabulary }) {
      return .tokenOutOfRange(row: index, token: token, vocabulary: vocabulary)
    }
    for (part, values) in [("out", output), ("acc", accepted)] {
      guard values.count == vocabulary else {
        return .wrongLength(row: index, part: part, expected: vocabulary, found: values.count)
      }
      if let token = values.firstIndex(where: { $0.signum < 0 }) {
        return .negative(row: index, part: part, token: token, value: values[token])
      }
    }
    if probability.signum < 0 { return .negativeWeight(row: index, weight: probability) }
    let sum = output.reduce(0, +)
    if sumsToOne, sum != 1 { return .wrongRowSum(row: index, sum: sum) }
    for token in output.indices where accepted[token] > output[token] {
      return .acceptedExceedsOutput(
        row: index, token: token, accepted: accepted[token], output: output[token])
    }
    return nil
  }
}
