// SPDX-License-Identifier: GPL-3.0-or-later

import Rationals

/// What a solver says of a model.
enum Answer: Equatable {
  case optimal(Rational)
  case infeasible
  case unbounded

  init?(status: String?, value: String?) {
    switch status {
    case "optimal":
      guard let value = value.flatMap({ Rational($0) }) else { return nil }
      self = .optimal(value)
    case "infeasible": self = .infeasible
    case "unbounded": self = .unbounded
    default: return nil
    }
  }

  /// How this answer stands beside the certified one.
  ///
  /// - Parameter missing: what is to be added to this optimum, a part of the objective's constant.
  func agreement(with certified: Answer, missing: Rational) -> Agreement {
    guard case .optimal(let value) = self, case .optimal(let exact) = certified else {
      return self == certified ? .exact : .wrong
    }
    let error = (value + missing - exact).magnitude
    if error.isZero { return .exact }
    return error <= Rational(1, 1_000_000) * max(1, exact.magnitude) ? .rounded : .wrong
  }
}

/// How an answer stands beside the certified one.
enum Agreement: String {
  /// The same status and the very same fraction.
  case exact
  /// An optimum within 10⁻⁶ of the exact one, relative to it if that is above 1.
  case rounded
  /// Another status, or an optimum further away.
  case wrong
  /// Stopped before an answer, or unable to read the file.
  case noAnswer = "no answer"
  case timedOut = "time out"
}
