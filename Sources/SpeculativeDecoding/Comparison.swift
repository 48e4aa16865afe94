// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
public import Rationals

/// The acceptance of many schemes at one position, each beside the bound it cannot pass.
///
/// ```swift
/// let target = try Distribution([1 / 10, 3 / 5, 3 / 10])
/// let draft = try Distribution([1 / 2, 3 / 10, 1 / 5])
/// let instance = try Instance(target: target, draft: draft, drafts: 2, sampling: .iid)
/// let comparison = Comparison(Position(instance), schemes: [RRS(), RRSw(), SpecHub()])
/// comparison.rows.map(\.id)                   // → ["spechub", "rrsw", "rrs"]
/// comparison.rows.map(\.acceptance.lower)     // → [1, 47/50, 4/5]
/// comparison.rows.last?.bound                 // → 17/20
/// ```
public struct Comparison: Sendable {
  /// What one scheme does at the position.
  public struct Row: Sendable {
    /// The scheme.
    public let id: String
    /// Its full name and source.
    public let summary: String
    /// The probability that a draft is accepted.
    public let acceptance: Enclosure
    /// By first, second, … draft, where the scheme tries them in turn.
    public let byDraft: [Enclosure]?
    /// Whether it emits exactly p here.
    public let isLossless: Bool
    /// The optimum for the same drafts; `nil` where they are too many to enumerate.
    public let bound: Rational?

    /// The share of the optimum; of an optimum of 0 all.
    public var ofOptimum: Enclosure? {
      bound.map {
        $0.isZero ? Enclosure(1) : Enclosure(acceptance.lower / $0, acceptance.upper / $0)
      }
    }
  }

  /// A scheme without an answer here.
  public struct Omission: Sendable {
    /// The scheme.
    public let id: String
    /// Why it has no answer here.
    public let reason: String
  }

  /// By falling acceptance, of equal ones in the order given.
  public let rows: [Row]
  /// The schemes without an answer here.
  public let omissions: [Omission]

  /// - Parameters:
  ///   - position: the laws that all schemes are run on.
  ///   - schemes: which; every scheme there is by default.
  public init(_ position: Position, schemes: [any Scheme] = SchemeCatalog.all) {
    var rows: [Row] = []
    var omissions: [Omission] = []
    var bounds: [Sampling: Rational?] = [:]
    for scheme in schemes {
      do {
        rows.append(try Self.row(scheme, at: position, &bounds))
      } catch {
        omissions.append(Omission(id: scheme.id, reason: "\(error)"))
      }
    }
    // `sorted` keeps the order of equals.
    self.rows = rows.sorted { $0.acceptance.lower > $1.acceptance.lower }
    self.omissions = omissions
  }

  /// - Parameter bounds: the optima found so far, which schemes with the same drafts share.
  private static func row(
    _ scheme: any Scheme, at position: Position, _ bounds: inout [Sampling: Rational?]
  ) throws(SchemeError) -> Row {
    let acceptance = try scheme.acceptance(at: position)
    let bound: Rational?
    if scheme.isBound {
      bound = acceptance.lower
    } else if scheme is SingleDraft {
      bound = try scheme.bound(at: position)
    } else {
      let sampling = try scheme.sampling(at: position)
      if let known = bounds[sampling] {
        bound = known
      } else {
        do {
          bound = try scheme.bound(at: position)
        } catch SchemeError.tooManyTuples {
          bound = nil
        }
        bounds[sampling] = .some(bound)
      }
    }
    return Row(
      id: scheme.id, summary: scheme.summary, acceptance: acceptance,
      byDraft: try scheme.acceptanceByDraft(at: position),
      isLossless: try scheme.isLossless(at: position), bound: bound)
  }
}
