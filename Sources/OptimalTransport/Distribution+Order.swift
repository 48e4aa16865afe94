// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

extension Distribution {
  /// The points of positive probability by descending probability, of equals the first first.
  public var supportByProbability: [Int] {
    support.sorted { self[$0] != self[$1] ? self[$0] > self[$1] : $0 < $1 }
  }
}
