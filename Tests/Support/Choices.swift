// SPDX-License-Identifier: GPL-3.0-or-later

/// The source of a generator's decisions: fresh random numbers, or a recorded list replayed.
///
/// Every decision is one number of the record. Shrinking edits the record and runs the generator
/// again, so a shrunk case is always one that the generator could have made, and its invariants hold.
/// Generators are written so that smaller numbers mean simpler values; a record that has run out
/// answers 0.
public struct Choices {
  private var numbers: [UInt64]
  private var position = 0
  private var random: SplitMix64?

  /// Fresh choices, recorded as they are made.
  init(seed: UInt64) {
    numbers = []
    random = SplitMix64(state: seed)
  }

  /// The same choices again.
  init(replaying record: [UInt64]) {
    numbers = record
    random = nil
  }

  /// The decisions taken so far, each as small as its meaning allows; replaying them gives the same.
  var record: [UInt64] { Array(numbers.prefix(position)) }

  /// A number in 0…limit, recorded.
  private mutating func next(upTo limit: UInt64) -> UInt64 {
    defer { position += 1 }
    if random == nil, position >= numbers.count { return 0 }
    let raw = random?.next() ?? numbers[position]
    let number = limit == .max ? raw : raw % (limit + 1)
    if position < numbers.count { numbers[position] = number } else { numbers.append(number) }
    return number
  }

  /// A number of the range; the simplest is the one nearest to 0.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    // Count outwards from the number nearest to 0: 0, 1, −1, 2, −2, … as far as the range goes.
    // Modulo 2⁶⁴ throughout, so that the full range of `Int` is one too.
    let offset = next(upTo: UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound)))
    let origin = min(max(0, range.lowerBound), range.upperBound)
    let above = UInt64(bitPattern: Int64(range.upperBound &- origin))
    let below = UInt64(bitPattern: Int64(origin &- range.lowerBound))
    let paired = 2 * min(above, below)
    if offset <= paired {
      let step = Int(truncatingIfNeeded: offset / 2 + offset % 2)
      return offset % 2 == 1 ? origin &+ step : origin &- step
    }
    let step = Int(truncatingIfNeeded: offset - paired / 2)
    return above > below ? origin &+ step : origin &- step
  }

  /// `true` in half of the cases; `false` is simpler.
  public mutating func bool() -> Bool { next(upTo: 1) == 1 }

  /// `true` with about this probability; `false` is simpler.
  public mutating func bool(probability: Double) -> Bool {
    precondition((0...1).contains(probability), "a probability is between 0 and 1")
    return Double(next(upTo: 65_535)) >= (1 - probability) * 65_536
  }

  /// An element; earlier ones are simpler.
  public mutating func pick<Element>(from elements: [Element]) -> Element {
    precondition(!elements.isEmpty, "nothing to pick from")
    return elements[integer(in: 0...(elements.count - 1))]
  }
}
