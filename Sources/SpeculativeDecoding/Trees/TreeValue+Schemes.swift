// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
import OptimalTransport
import Rationals

extension TreeValue {
  /// E when every node verifies its drafts by the scheme.
  ///
  /// A node with one draft, where the scheme exists for pairs only, verifies it by speculative sampling.
  /// Cost: one ``Scheme/acceptedMass(at:)`` for each pair of a state and a number of drafts, kept.
  public func accepted(by scheme: any Scheme) throws -> Enclosure {
    var known: [NodeKey: [[Enclosure]]] = [:]
    func masses(_ state: Int, _ drafts: Int, _ byDraft: Bool) throws -> [[Enclosure]] {
      let key = NodeKey(state: state, drafts: drafts, byDraft: byDraft)
      if let masses = known[key] { return masses }
      let masses = try mass(by: scheme, at: position(state, drafts: drafts), byDraft)
      known[key] = masses
      return masses
    }
    func value(_ end: KeyPath<Enclosure, Rational>) throws -> Rational {
      try accepted { state, drafts, byDraft, _ in
        let masses = try masses(state, drafts, byDraft).map { $0.map { $0[keyPath: end] } }
        return byDraft ? .byDraft(masses) : .total(masses[0])
      }
    }
    let lower = try value(\.lower)
    let isExact = known.values.allSatisfy { $0.allSatisfy { $0.allSatisfy(\.isExact) } }
    return Enclosure(lower, isExact ? lower : try value(\.upper))
  }

  private struct NodeKey: Hashable {
    var state: Int
    var drafts: Int
    var byDraft: Bool
  }

  private func mass(
    by scheme: any Scheme, at position: Position, _ byDraft: Bool
  ) throws -> [[Enclosure]] {
    do {
      guard byDraft else { return [try scheme.acceptedMass(at: position)] }
      guard let masses = try scheme.acceptedMassByDraft(at: position) else {
        throw SchemeError.undefined(
          "the rule does not say which draft it accepts, and the subtrees differ")
      }
      // A rule may try fewer drafts than there are.
      let unused = Array(repeating: Enclosure(0), count: position.target.count)
      return masses
        + Array(repeating: unused, count: max(0, position.drafts - masses.count))
    } catch SchemeError.undefined where position.drafts == 1 {
      return [try SingleDraft().acceptedMass(at: position)]
    }
  }

  func position(_ state: Int, drafts: Int) -> Position {
    do {
      return Position(
        try Instance(
          target: model.targets[state], draft: model.drafts[state], drafts: drafts,
          sampling: .iid))
    } catch {
      preconditionFailure("a model has positions in every state: \(error)")
    }
  }
}
