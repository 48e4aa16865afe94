// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
public import Rationals

/// A verification scheme: how drafts are drawn, and what the rule accepts of them.
///
/// To add one, write one file with one conformance and put it into ``SchemeCatalog``; `compare`,
/// `tree`, `hunt` and the tests that every scheme must pass take it from there. Only ``id``,
/// ``summary``, ``sampling(at:)`` and ``kernel(at:)`` have no default; the kernel, the rule tuple by tuple,
/// is what the others are checked against. `Examples/13-your-own-scheme` is one in forty lines.
public protocol Scheme: Sendable {
  /// The name in output, the same everywhere: `rrs`.
  var id: String { get }
  /// The full name and the source, in a line.
  var summary: String { get }
  /// How the k drafts are drawn. Throws where the scheme does not exist.
  func sampling(at position: Position) throws(SchemeError) -> Sampling
  /// The mass A(x) of each token accepted from the drafts by the rule's own test. The default adds up the
  /// kernel; most schemes have a shorter way.
  func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure]
  /// Whether the emitted token has law p, whatever the drafts' part in it. The default claims it, and
  /// tests compare the claim with the kernel.
  func isLossless(at position: Position) throws(SchemeError) -> Bool
  /// Σ A. The default adds up the masses; most schemes have a shorter way.
  func acceptance(at position: Position) throws(SchemeError) -> Enclosure
  /// The acceptance by the first, second, … draft; `nil` where the rule does not try them in turn.
  func acceptanceByDraft(at position: Position) throws(SchemeError) -> [Enclosure]?
  /// A(x) by the draft that is accepted; `nil` where the rule does not try them in turn.
  func acceptedMassByDraft(at position: Position) throws(SchemeError) -> [[Enclosure]]?
  /// The law of the ordered drafts, when it is none that ``Sampling`` names.
  func law(at position: Position) throws(SchemeError) -> DraftLaw
  /// The rule itself, by enumeration of the tuples; for toys.
  func kernel(at position: Position) throws(SchemeError) -> Kernel
  /// Whether the drafts are drawn and tried in turn, so that the rule with fewer drafts is a beginning
  /// of the rule with more.
  var isSequential: Bool { get }
  /// Whether the acceptance is computed as the bound itself, so that comparing them says nothing.
  var isBound: Bool { get }
  /// The largest acceptance of any lossless rule for the same drafts, which this one cannot pass.
  func bound(at position: Position) throws(SchemeError) -> Rational
}

extension Scheme {
  public var isSequential: Bool { false }

  public var isBound: Bool { false }

  public func isLossless(at position: Position) throws(SchemeError) -> Bool { true }

  public func acceptedMass(at position: Position) throws(SchemeError) -> [Enclosure] {
    try kernel(at: position).acceptedMass.map { Enclosure($0) }
  }

  public func acceptance(at position: Position) throws(SchemeError) -> Enclosure {
    let mass = try acceptedMass(at: position)
    return Enclosure(mass.map(\.lower).sum(), mass.map(\.upper).sum())
  }

  public func acceptanceByDraft(at position: Position) throws(SchemeError) -> [Enclosure]? {
    try acceptedMassByDraft(at: position)?.map { mass in
      Enclosure(mass.map(\.lower).sum(), mass.map(\.upper).sum())
    }
  }

  public func acceptedMassByDraft(
    at position: Position
  ) throws(SchemeError) -> [[Enclosure]]? { nil }

  public func law(at position: Position) throws(SchemeError) -> DraftLaw {
    let sampling = try sampling(at: position)
    let tuples = DraftLaw.tupleCount(
      of: position.draft, drafts: position.drafts, sampling: sampling)
    guard tuples <= SchemeError.tupleLimit else { throw .tooManyTuples(tuples) }
    do {
      return try DraftLaw(sampling, draft: position.draft, drafts: position.drafts)
    } catch {
      throw .undefined("\(error)")
    }
  }

  public func bound(at position: Position) throws(SchemeError) -> Rational {
    try position.optimalAcceptance(of: sampling(at: position))
  }
}

/// Why a scheme has no answer at a position.
public enum SchemeError: Error, Sendable, Hashable {
  /// The scheme does not exist there: SpecHub with three drafts.
  case undefined(String)
  /// No formula is known, and there are too many tuples of drafts to enumerate.
  case tooManyTuples(Int)

  /// The kernel has too many numbers, tuples times tokens, to be formed for a comparison.
  case kernelTooLarge(Int)

  /// The best coupling of a tree's node is a linear program of too many variables.
  case nodeTooLarge(Int, limit: Int)

  /// There are too many drafted trees for the linear program of the best rule on them.
  case treeProgramTooLarge(variables: Rational, limit: Int)

  /// The largest number of ordered tuples of drafts that is enumerated.
  public static let tupleLimit = 20_000
  /// The largest number of tuples times tokens in a kernel that a comparison forms.
  public static let kernelLimit = 100_000
}

extension SchemeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .undefined(let reason): reason
    case .tooManyTuples(let count):
      (count == .max ? "more draft tuples than can be counted" : "\(count) draft tuples")
        + ", more than are enumerated"
    case .kernelTooLarge(let count):
      "no formula is known, and the kernel has \(count) entries, more than \(Self.kernelLimit)"
    case .treeProgramTooLarge(let count, let limit):
      "the drafted trees have \(count) nodes in all, each a variable of the linear program, "
        + "more than \(limit): two drafts a node fit up to 316 tokens at depth 1, 7 at depth 2 and 2 "
        + "at depth 3"
    case .nodeTooLarge(let count, let limit):
      "a node's linear program has \(count) variables, more than \(limit)"
    }
  }
}
