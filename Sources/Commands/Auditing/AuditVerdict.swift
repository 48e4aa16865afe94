// SPDX-License-Identifier: GPL-3.0-or-later

/// What an audit concludes, in one word.
enum AuditVerdict: String {
  /// The output law is the target, exactly.
  case lossless
  /// It is not; the deviation is exact.
  case notLossless = "not-lossless"
  /// Samples that do not contradict the target, and enough of them to see what was asked for.
  case consistent
  /// Observations that the target, or the scheme, cannot explain at the level.
  case rejected
  /// Too few samples to say anything.
  case inconclusive
  /// The input describes no rule: a row that is no distribution, drafts that are not as declared.
  case refused
  /// A branch of positive probability divides by zero or ends in no number.
  case undefined
  /// The law is not made of rationals; it is enclosed between some.
  case notRational = "not-rational"
}

/// The exit status of an audit: the claim is that the rule is lossless.
extension CommandStatus {
  init(_ verdict: AuditVerdict, preservesTarget: Bool?) {
    switch verdict {
    case .lossless, .consistent: self = .holds
    case .notLossless, .rejected: self = .refuted
    case .notRational: self = preservesTarget == false ? .refuted : .badInput
    case .inconclusive, .refused, .undefined: self = .badInput
    }
  }
}
