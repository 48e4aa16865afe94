// SPDX-License-Identifier: GPL-3.0-or-later

/// A statement about all instances of a kind: if the conditions hold, so does the conclusion.
public struct Conjecture: Sendable, Hashable {
  /// What an instance of the statement is.
  public enum Domain: Sendable, Hashable {
    /// One position with this many drafts.
    case position(drafts: Int)
    /// A chain of this many drafts on a model that sees one token back.
    case chain(length: Int)
  }

  /// What is known.
  public enum Status: String, Sendable {
    /// There is a proof.
    case proved = "true"
    /// There is a counterexample.
    case refuted = "false"
    /// Neither proved nor refuted.
    case open
  }

  /// The name on the command line.
  public let id: String
  /// Who says so, or denies it.
  public let source: String
  /// What is known about it.
  public let status: Status
  /// The kind of instance it is about.
  public let domain: Domain
  /// What must hold for the claim to say anything.
  public let conditions: [QuantityComparison]
  /// What is claimed.
  public let conclusion: QuantityComparison

  /// A claim: id, domain, conditions, conclusion, what is known, and where it comes from.
  public init(
    _ id: String, _ domain: Domain, if conditions: [QuantityComparison] = [],
    _ conclusion: QuantityComparison, _ status: Status, source: String
  ) {
    self.id = id
    self.source = source
    self.status = status
    self.domain = domain
    self.conditions = conditions
    self.conclusion = conclusion
  }

  /// The statement in a line.
  public var statement: String {
    let domain =
      switch domain {
      case .position(let drafts): "k = \(drafts)"
      case .chain(let length): "γ = \(length)"
      }
    let premise = ([domain] + conditions.map(\.description)).joined(separator: ", ")
    return "\(premise): \(conclusion)"
  }
}
