// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// What observed tokens say about the target, and how loudly they could have said it.
struct SampleReport {
  private let observations: Observations
  private let sequence: [Int]?
  private let control: [Rational]?
  private let options: SampleOptions

  init(
    _ observations: Observations, sequence: [Int]?, control: [Rational]?, _ options: SampleOptions
  ) {
    self.observations = observations
    self.sequence = sequence
    self.control = control
    self.options = options
  }

  var answer: AuditAnswer {
    if let token = observations.impossibleToken { return proof(token) }
    let evidence = Evidence(observations)
    let fit = GoodnessOfFit(observations)
    let exact = fit.exactPValue()
    let crossing = firstCrossing
    let isRejected: Bool
    switch options.test {
    case .anytime: isRejected = crossing != nil || evidence.rejects(at: options.level)
    case .fixed:
      isRejected =
        exact.map { $0 <= options.level }
        ?? (fit.asymptoticPValue <= options.level.nearestDouble)
    }
    let verdict: AuditVerdict =
      isRejected ? .rejected : isTelling ? .consistent : .inconclusive
    var answer = AuditAnswer(verdict, preservesTarget: isRejected ? false : nil)
    add(evidence, fit, exact, crossing, to: &answer)
    return answer
  }

  /// A token of p = 0 was seen once: no statistics needed.
  private func proof(_ token: Int) -> AuditAnswer {
    var answer = AuditAnswer(.rejected, preservesTarget: false)
    answer.add("N", .integer(observations.size))
    answer.add("test", "impossible-token")
    answer.add("G", .null)
    answer.add("dof", .integer(max(0, observations.supportSize - 1)))
    answer.add("e_value", "infinity")
    answer.add(
      "witness",
      ["token": .integer(token), "count": .integer(observations.counts[token]), "target": "0"])
    answer.lines.append(
      "token \(token) was observed \(observations.counts[token]) times, and p(\(token)) = 0: a proof, "
        + "whatever the number of samples")
    return answer
  }

  /// How many ids it took the e-process to reach 1/level, looking after every one.
  private var firstCrossing: Int? {
    guard let sequence else { return nil }
    var process = BettingProcess(target: observations.target)
    for (index, id) in sequence.enumerated() {
      process.observe(id)
      if index % 16 == 15 || index == sequence.count - 1, process.rejects(at: options.level) {
        return index + 1
      }
    }
    return nil
  }

  private var power: TestPower? {
    guard observations.supportSize >= 2 else { return nil }
    return TestPower(
      supportSize: observations.supportSize, level: options.level, power: options.power)
  }

  private var smallestVisible: Double? {
    guard let power, observations.size > 0 else { return nil }
    return power.smallestTotalVariation(samples: observations.size)
  }

  /// Whether silence means something: the deviation asked for would have been seen, and so would the
  /// rule known to be wrong.
  private var isTelling: Bool {
    guard let smallestVisible else { return observations.size > 0 }
    return smallestVisible <= options.totalVariation.nearestDouble && isControlRejected != false
  }

  /// Whether as many samples of the control law, in their expected numbers, would be rejected.
  private var isControlRejected: Bool? {
    guard let control else { return nil }
    let size = Rational(observations.size)
    let counts = control.map { Int(($0 * size).floor.description) ?? 0 }
    return Evidence(Observations(target: observations.target, counts: counts))
      .rejects(at: options.level)
  }

  private func add(
    _ evidence: Evidence, _ fit: GoodnessOfFit, _ exact: Rational?, _ crossing: Int?,
    to answer: inout AuditAnswer
  ) {
    answer.add("N", .integer(observations.size))
    answer.add("test", .string(options.test.rawValue))
    answer.add("level", .exact(options.level))
    if let logarithm = evidence.logarithm {
      answer.add("ln_e_value", logarithm.decimalEnds)
      answer.lines.append(
        "e-value e^\(logarithm.decimal(6)), to reject at level \(options.level) it must reach "
          + "e^\(Enclosure.logarithm(of: 1 / options.level).decimal(6)); valid however often one looks"
      )
    }
    if let crossing {
      answer.add("rejected_after", .integer(crossing))
      answer.lines.append("rejected after \(crossing) tokens")
    }
    answer.add("G", fit.statistic.float)
    answer.add("dof", .integer(fit.degreesOfFreedom))
    answer.add("p_value_G_asymptotic_float", .string("\(fit.asymptoticPValue)"))
    answer.lines.append(
      "G = \(fit.statistic.decimal(6)) with \(fit.degreesOfFreedom) degrees of freedom; p-value about "
        + "\(Self.short(fit.asymptoticPValue)) (asymptotic, floating point, for one look only)")
    if let exact {
      answer.add("p_value_exact", .exact(exact))
      answer.lines.append("exact multinomial p-value \(exact.withDecimal) (for one look only)")
    }
    if let smallestVisible {
      answer.add("smallest_tv_float", .string("\(smallestVisible)"))
      answer.lines.append(
        "so many samples show a total variation of about \(Self.short(smallestVisible)) with probability "
          + "\(options.power)")
    }
    if let isControlRejected {
      answer.add("control_rejected", .bool(isControlRejected))
      answer.lines.append(
        isControlRejected
          ? "the rule known to be wrong would have been rejected"
          : "the rule known to be wrong would not have been rejected: too few samples")
    }
  }

  /// A floating-point estimate to four digits.
  private static func short(_ estimate: Double) -> String {
    Rational(exactly: estimate)?.decimal(significantDigits: 4) ?? "\(estimate)"
  }
}
