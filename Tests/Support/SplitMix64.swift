// SPDX-License-Identifier: GPL-3.0-or-later

/// The generator of Steele, Lea and Flood (2014): small, seedable, the same on every machine.
public struct SplitMix64: RandomNumberGenerator {
  /// Any number seeds it.
  public var state: UInt64

  /// The sequence that this state leads to.
  public init(state: UInt64) { self.state = state }

  /// The next word.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
