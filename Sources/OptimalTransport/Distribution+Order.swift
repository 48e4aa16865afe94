// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

extension Distribution {
  /// The points of positive probability by descending probability, of equals the first first.
  public var supportByProbability: [Int] {
    support.sorted { self[$0] != self[$1] ? self[$0] > self[$1] : $0 < $1 }
  }

  /// At most `count` points of largest probability, of equal ones the first; never one of probability 0.
  public func mostProbable(_ count: Int) -> [Int] { Array(supportByProbability.prefix(count)) }
}
