// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
public import OptimalTransport
public import Rationals

extension Position {
  /// The largest acceptance of any lossless rule for drafts drawn in this way, with its certificate.
  ///
  /// Cost: see `OptimalAcceptance`; drafts without a prefix theorem are enumerated, at most
  /// ``SchemeError/tupleLimit`` tuples of them.
  public func optimum(of sampling: Sampling) throws(SchemeError) -> OptimalAcceptance {
    if Self.needsEnumeration(sampling, drafts: drafts) {
      let tuples = DraftLaw.tupleCount(of: draft, drafts: drafts, sampling: sampling)
      guard tuples <= SchemeError.tupleLimit else { throw .tooManyTuples(tuples) }
    }
    do {
      let asked = try Instance(target: target, draft: draft, drafts: drafts, sampling: sampling)
      return OptimalAcceptance(try asked.acceptanceProblem(), exact: true)
    } catch {
      throw .undefined("\(error)")
    }
  }

  private static func needsEnumeration(_ sampling: Sampling, drafts: Int) -> Bool {
    switch sampling {
    case .withoutReplacement: drafts > 2
    case .joint: true
    case .iid, .hub, .greedy: false
    }
  }

  /// Its value.
  public func optimalAcceptance(of sampling: Sampling) throws(SchemeError) -> Rational {
    guard let value = try optimum(of: sampling).certificate.acceptance.exact else {
      preconditionFailure("an exact optimum was asked for")
    }
    return value
  }

  /// The same for the pairs of a hub, off the order by p/q: p(a) + Σ_{x≠a} min(p, q/(1 − q(a))).
  ///
  /// Cost: a binary search.
  func optimalAcceptance(ofHub hub: Int) -> Rational {
    let left = 1 - draft[hub]
    guard !left.isZero else { return target[hub] }
    let factor = 1 / left
    return target[hub] + 1 - order.excess(over: factor) - min(target[hub], factor * draft[hub])
  }
}
