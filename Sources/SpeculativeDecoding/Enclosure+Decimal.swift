// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import Rationals

extension Enclosure {
  /// Whether the number is known exactly.
  public var isExact: Bool { lower == upper }

  /// The decimal that both ends round to, with as many places as they agree on, at most `places`.
  public func decimal(places: Int) -> String {
    for count in stride(from: places, to: 0, by: -1) {
      let text = lower.decimal(places: count)
      if text == upper.decimal(places: count) { return text }
    }
    return lower.decimal(places: 0)
  }
}
