// SPDX-License-Identifier: GPL-3.0-or-later

/// Rows in buckets by their number of entries, so that the shortest are found without a search.
///
/// Doubly linked lists in arrays; every operation but the walk costs a constant.
struct RowsByCount {
  private static let none = -1

  private var first: [Int]
  private var next: [Int]
  private var previous: [Int]
  private var countOf: [Int]

  init(size: Int) {
    first = Array(repeating: Self.none, count: size + 1)
    next = Array(repeating: Self.none, count: size)
    previous = Array(repeating: Self.none, count: size)
    countOf = Array(repeating: Self.none, count: size)
  }

  mutating func insert(_ row: Int, count: Int) {
    countOf[row] = count
    previous[row] = Self.none
    next[row] = first[count]
    if next[row] != Self.none { previous[next[row]] = row }
    first[count] = row
  }

  mutating func remove(_ row: Int) {
    if previous[row] != Self.none {
      next[previous[row]] = next[row]
    } else {
      first[countOf[row]] = next[row]
    }
    if next[row] != Self.none { previous[next[row]] = previous[row] }
  }

  mutating func move(_ row: Int, toCount count: Int) {
    guard countOf[row] != count else { return }
    remove(row)
    insert(row, count: count)
  }

  /// Calls `body` with rows of ascending count until it answers `false`.
  func forEachAscending(_ body: (_ row: Int, _ count: Int) -> Bool) {
    for count in first.indices {
      var row = first[count]
      while row != Self.none {
        guard body(row, count) else { return }
        row = next[row]
      }
    }
  }
}
