// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import Rationals

extension Distribution {
  /// The same distribution as fractions.
  public init(_ distribution: IntegerDistribution) throws(DistributionError) {
    try self.init((0..<distribution.count).map { distribution[$0] })
  }

  /// The same distribution as integers over a common denominator.
  public var integers: IntegerDistribution {
    let numbers = IntegerVector(probabilities, times: commonDenominator(of: probabilities))
    guard let distribution = IntegerDistribution(numbers) else {
      preconditionFailure("the probabilities of a distribution are not all 0")
    }
    return distribution
  }
}
