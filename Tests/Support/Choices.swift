// SPDX-License-Identifier: GPL-3.0-or-later

/// The source of a generator's decisions: fresh random numbers, or a recorded list replayed.
///
/// Every decision is one number of the record. Shrinking edits the record and runs the generator
/// again, so a shrunk case is always one that the generator could have made, and its invariants hold.
/// Generators are written so that smaller numbers mean simpler values; a record that has run out
/// answers 0.
public struct Choices {
  private(set) var record: [UInt64]
  private var position = 0
  private var random: SplitMix64?

  /// Fresh choices, recorded as they are made.
  init(seed: UInt64) {
    record = []
    random = SplitMix64(state: seed)
  }

  /// The same choices again.
  init(replaying record: [UInt64]) {
    self.record = record
    random = nil
  }

  private mutating func next() -> UInt64 {
    defer { position += 1 }
    if random != nil {
      let value = random!.next()
      record.append(value)
      return value
    }
    return position < record.count ? record[position] : 0
  }

  /// Keeps the last number as small as its meaning allows, so that shrinking works on meanings.
  private mutating func settle(_ value: UInt64) {
    if random != nil { record[position - 1] = value }
  }

  /// A number of the range; the simplest is the one nearest to 0.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    let width = UInt64(range.upperBound - range.lowerBound)
    let raw = next()
    let offset = width == .max ? raw : raw % (width + 1)
    settle(offset)
    // Count outwards from the number nearest to 0: 0, 1, −1, 2, −2, … as far as the range goes.
    let origin = min(max(0, range.lowerBound), range.upperBound)
    let above = UInt64(range.upperBound - origin)
    let below = UInt64(origin - range.lowerBound)
    let paired = 2 * min(above, below)
    if offset <= paired {
      let step = Int((offset + 1) / 2)
      return offset % 2 == 1 ? origin + step : origin - step
    }
    let step = Int(offset - paired / 2)
    return above > below ? origin + step : origin - step
  }

  /// `false` is simpler.
  public mutating func bool() -> Bool { integer(in: 0...1) == 1 }

  /// An element; earlier ones are simpler.
  public mutating func pick<Element>(from elements: [Element]) -> Element {
    elements[integer(in: 0...(elements.count - 1))]
  }
}

/// The generator of Steele, Lea and Flood: small, seedable, the same on every machine.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
