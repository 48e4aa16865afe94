// SPDX-License-Identifier: GPL-3.0-or-later

import GLPK
import Rationals

/// What `--version` says.
enum Version {
  static let number = "1.0.0"

  static var text: String {
    "spechub \(number) (GLPK \(GLPKOracle.version), GMP \(Rational.backendVersion))"
  }
}
