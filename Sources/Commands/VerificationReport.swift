// SPDX-License-Identifier: GPL-3.0-or-later

import OptimalTransport
import Rationals
import SpeculativeDecoding

/// A verification as a page for a person.
struct VerificationReport {
  private let verification: Verification
  private var instance: Instance { verification.instance }

  init(_ verification: Verification) { self.verification = verification }

  var text: String {
    [header, distributions, acceptance, claims, verdict].joined(separator: "\n\n")
  }

  private var header: String {
    let name = instance.name ?? "instance"
    let drafts = instance.drafts == 1 ? "1 draft" : "\(instance.drafts) drafts"
    var lines = ["\(name): \(instance.target.count) tokens, \(drafts), \(instance.sampling.name)"]
    if let plan = verification.specHub {
      let tie = plan.isTie ? " (the first of several equally likely tokens)" : ""
      lines.append("hub: \(instance.token(plan.hub))\(tie)")
    }
    return lines.joined(separator: "\n")
  }

  /// The two distributions and the law that comes out, side by side; the head of long ones.
  private var distributions: String {
    var table = TextTable([
      ("token", .left), ("target p", .right), ("draft q", .right), ("output", .right),
    ])
    let law = verification.own.plan.kernel.outputLaw
    let shown = min(instance.target.count, 12)
    for token in 0..<shown {
      table.add([
        instance.token(token), instance.target[token].abridged, instance.draft[token].abridged,
        law[token].abridged,
      ])
    }
    let rest = instance.target.count - shown
    return table.text + (rest > 0 ? "\n  … and \(rest) more" : "")
  }

  private var acceptance: String {
    var table = TextTable([
      ("acceptance", .left), ("exact", .right), ("about", .right), ("certified by", .left),
    ])
    func add(_ name: String, _ value: Rational, _ reason: String) {
      table.add([name, value.abridged, value.decimal(places: 6), reason])
    }
    for optimum in verification.optima {
      let name = optimum.sampling.name
      add("\(name): full OTM coupling", optimum.coupling, optimum.couplingCost.summary)
      add("\(name): acceptance LP", optimum.acceptance, optimum.acceptanceCost.summary)
      if let cut = optimum.cut {
        let tokens = cut.sinks.map(instance.token).joined(separator: " ")
        add("\(name): minimum cut", cut.value, tokens.isEmpty ? "H empty" : "H = {\(tokens)}")
      }
      switch optimum.sampling {
      case .hub:
        if let plan = verification.specHub {
          add("hub: SpecHub closed form", plan.acceptanceRate, "formula")
        }
      case .iid:
        add("iid: RRS", verification.baselines.rrs, "recursion")
        let kseq = verification.baselines.kseq
        if kseq.lower == kseq.upper {
          add("iid: K-SEQ", kseq.lower, "root of the threshold equation")
        } else {
          table.add(["iid: K-SEQ", "enclosed", kseq.lower.decimal(places: 6), "enclosure"])
        }
      case .withoutReplacement:
        add("without-replacement: RRSw", verification.baselines.rrsw, "recursion")
      case .greedy, .joint: break
      }
    }
    add("single draft", verification.baselines.single, "1 − TV(p, q)")
    return table.text
  }

  private var claims: String {
    var table = TextTable([
      ("claim", .left), ("about", .left), ("left", .right), ("", .left), ("right", .right),
      ("", .left),
    ])
    for claim in verification.claims {
      table.add([
        claim.id, claim.subject, claim.left.abridged, claim.relation.rawValue,
        claim.right.abridged,
        claim.discrepancy.map { "FAILS by \($0)" } ?? "holds",
      ])
    }
    return table.text
  }

  private var verdict: String {
    let failed = verification.claims.count { !$0.holds }
    let total = verification.claims.count
    return failed == 0
      ? "every claim holds: \(total) of \(total), each between exact fractions"
      : "\(failed) of \(total) claims FAIL"
  }
}

extension Rational {
  /// The fraction, or its beginning and its length when it would burst a table; JSON has it whole.
  var abridged: String {
    let text = description
    guard text.count > 27 else { return text }
    return "\(text.prefix(12))… (\(text.count) digits)"
  }
}

extension Verification.ProgramCost {
  /// "LP certificate, 12 rows, 27 variables".
  var summary: String {
    "LP certificate (\(rows) rows, \(variables) variables)"
  }
}
