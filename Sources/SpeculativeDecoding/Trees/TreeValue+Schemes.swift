// SPDX-License-Identifier: GPL-3.0-or-later

public import Certificates
public import ExactSolving
import OptimalTransport
import Rationals

extension TreeValue {
  /// E when every node verifies its drafts by the scheme.
  ///
  /// A node with one draft, where the scheme exists for pairs only, verifies it by speculative sampling.
  /// Where the subtrees of a node differ, a rule that does not say which draft it accepts goes on below
  /// the best draft that carries the token; an optimal rule is any that accepts the masses of
  /// ``Scheme/acceptedMass(at:)``, and of those the one whose couplings are worth most.
  ///
  /// Cost: one ``Scheme/acceptedMass(at:)`` for each pair of a state and a number of drafts, kept; with
  /// different subtrees, for an optimal rule a linear program for each state and shape.
  public func accepted(
    by scheme: any Scheme, solver: ExactSolver = ExactSolver(oracle: NoOracle())
  ) throws -> Enclosure {
    var known: [NodeKey: NodeRule] = [:]
    func rule(_ state: Int, _ drafts: Int, _ byDraft: Bool) throws -> NodeRule {
      let key = NodeKey(state: state, drafts: drafts, byDraft: byDraft)
      if let rule = known[key] { return rule }
      let rule = try nodeRule(of: scheme, at: position(state, drafts: drafts), byDraft)
      known[key] = rule
      return rule
    }
    func value(_ end: KeyPath<Enclosure, Rational>) throws -> Rational {
      try accepted { state, drafts, byDraft, worth in
        switch try rule(state, drafts, byDraft) {
        case .total(let mass): .total(mass.map { $0[keyPath: end] })
        case .byDraft(let masses): .byDraft(masses.map { $0.map { $0[keyPath: end] } })
        case .kernel(let kernel, let law):
          .byDraft(SlotChoice(law: law, worth: worth).masses(of: kernel))
        case .optimal(let mass, let law):
          .byDraft(
            try SlotChoice(law: law, worth: worth)
              .masses(filling: mass, .exactlyDemand, by: solver))
        }
      }
    }
    let lower = try value(\.lower)
    return Enclosure(
      lower, known.values.allSatisfy(\.isExact) ? lower : try value(\.upper))
  }

  private struct NodeKey: Hashable {
    var state: Int
    var drafts: Int
    var byDraft: Bool
  }

  /// What is known of a rule at a node before its subtrees have a value.
  private enum NodeRule {
    /// A by token; the subtrees are equal.
    case total([Enclosure])
    /// A by draft and token.
    case byDraft([[Enclosure]])
    /// The rule picks a token of each tuple, whichever draft carries it.
    case kernel(Kernel, DraftLaw)
    /// Any rule that accepts these masses.
    case optimal([Rational], DraftLaw)

    var isExact: Bool {
      switch self {
      case .total(let mass): mass.allSatisfy(\.isExact)
      case .byDraft(let masses): masses.allSatisfy { $0.allSatisfy(\.isExact) }
      case .kernel, .optimal: true
      }
    }
  }

  private func nodeRule(
    of scheme: any Scheme, at position: Position, _ byDraft: Bool
  ) throws(SchemeError) -> NodeRule {
    do throws(SchemeError) {
      guard byDraft else { return .total(try scheme.acceptedMass(at: position)) }
      if let masses = try scheme.acceptedMassByDraft(at: position) {
        // A rule may try fewer drafts than there are.
        let unused = Array(repeating: Enclosure(0), count: position.target.count)
        return .byDraft(
          masses + Array(repeating: unused, count: max(0, position.drafts - masses.count)))
      }
      let law = try scheme.law(at: position)
      if scheme.isBound {
        return .optimal(try scheme.acceptedMass(at: position).map(\.lower), law)
      }
      let (numbers, overflow) = law.entries.count.multipliedReportingOverflow(
        by: position.target.count)
      guard !overflow, numbers <= SchemeError.kernelLimit else {
        throw .kernelTooLarge(overflow ? .max : numbers)
      }
      return .kernel(try scheme.kernel(at: position), law)
    } catch .undefined where position.drafts == 1 {
      return .total(try SingleDraft().acceptedMass(at: position))
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
