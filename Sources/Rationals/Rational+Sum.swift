// SPDX-License-Identifier: GPL-3.0-or-later

extension RandomAccessCollection<Rational> where Index == Int {
  /// The exact sum, taken by halves.
  ///
  /// Adding one by one carries the whole common denominator through every step; by halves only the
  /// last few sums are long. Cost for n numbers with b-bit denominators that share nothing: log n
  /// levels, each a few products and gcds of n·b bits in all, instead of n of n·b bits each.
  public func sum() -> Rational { sum(startIndex..<endIndex) }

  private func sum(_ range: Range<Int>) -> Rational {
    guard range.count > 4 else { return range.reduce(into: 0) { $0 += self[$1] } }
    let middle = range.lowerBound + range.count / 2
    return sum(range.lowerBound..<middle) + sum(middle..<range.upperBound)
  }
}
