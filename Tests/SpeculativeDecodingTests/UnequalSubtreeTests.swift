// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import LinearPrograms
import OptimalTransport
import Rationals
import TestSupport
import Testing

@testable import SpeculativeDecoding

/// Nodes whose drafts have different subtrees, against formulations that share nothing with ours.
@Suite("Trees with different subtrees at a node")
struct UnequalSubtreeTests {
  /// Exact pivots alone: GLPK can cycle on programs as degenerate as these.
  private static let solver = ExactSolver(oracle: NoOracle())

  /// Trees of two and three drafts at the root, no two subtrees of which are equal.
  private static let shapes: [[Int]] = [
    [0, 0, 1], [0, 0, 2], [0, 0, 1, 1, 2], [0, 0, 0, 1, 2, 5],
  ]

  private static func tree(_ choices: inout Choices) -> (ModelPair, [Int]) {
    (choices.model(upTo: 3), Self.shapes[choices.integer(in: 0...Self.shapes.count - 1)])
  }

  /// E from the leaves up, one linear program a node and state with a variable for every ordered tuple
  /// and draft of it.
  private static func lookAhead(
    _ sampling: Sampling, _ tree: DraftTree, _ model: ModelPair
  ) throws -> Rational {
    var values: [[Rational]] = Array(repeating: [], count: tree.children.count)
    for node in tree.children.indices.reversed() {
      values[node] = try model.targets.indices.map { state in
        let below = tree.children[node].map { child in
          model.successors[state].map { 1 + values[child][$0] }
        }
        return try Self.best(sampling, state, below, model)
      }
    }
    return values[0][0]
  }

  private static func best(
    _ sampling: Sampling, _ state: Int, _ worth: [[Rational]], _ model: ModelPair
  ) throws -> Rational {
    if worth.isEmpty { return 0 }
    let law = try DraftLaw(sampling, draft: model.drafts[state], drafts: worth.count)
    var program = LinearProgram(name: "node", sense: .maximize)
    for (token, mass) in model.targets[state].probabilities.enumerated() {
      program.addRow("target_\(token)", upper: .finite(mass))
    }
    for (index, entry) in law.entries.enumerated() {
      let row = program.addRow("tuple_\(index)", upper: .finite(entry.probability))
      for (draft, token) in entry.drafts.enumerated() {
        program.addVariable(
          "x_\(index)_\(draft)", cost: worth[draft][token],
          entries: [.init(row: token, value: 1), .init(row: row, value: 1)])
      }
    }
    guard case .optimal(let certificate) = try solver.solve(program).outcome else {
      Issue.record("no optimum")
      return 0
    }
    return program.objective(at: certificate.primal)
  }

  @Test("look-ahead is the best rule at every node, tuple by tuple and draft by draft")
  func lookAhead() throws {
    for sampling in [Sampling.iid, .withoutReplacement] {
      try forAll("look-ahead, \(sampling.name)", cases: 50, { Self.tree(&$0) }) {
        model, parents in
        let tree = try DraftTree(parents: parents)
        let value = try TreeValue(tree, root: 0, of: model)
          .acceptedByLookAhead(sampling, solver: Self.solver)
        let expected = try Self.lookAhead(sampling, tree, model)
        try demand(value == expected, "\(value), not \(expected)")
      }
    }
  }

  @Test("where all subtrees are equal the linear program finds what the greedy vector is worth")
  func equalSubtrees() throws {
    try forAll(
      "two ways", cases: 150,
      { choices in
        let pair = choices.pair(upTo: 4)
        return (pair, (0..<pair.target.count).map { _ in Rational(choices.integer(in: 1...5)) })
      }
    ) { pair, worth in
      for sampling in [Sampling.iid, .withoutReplacement] {
        let position = Position(
          try Instance(target: pair.target, draft: pair.draft, drafts: 2, sampling: sampling))
        let choice = SlotChoice(
          law: try DraftLaw(sampling, draft: pair.draft, drafts: 2), worth: [worth, worth])
        let masses = try choice.masses(
          filling: pair.target.probabilities, .atMostDemand, by: Self.solver)
        let greedy = try TreeValue.greedyMass(sampling, at: position, worth: worth)
        func value(_ mass: [Rational]) -> Rational { zip(mass, worth).map { $0 * $1 }.sum() }
        let found = masses.map(value).sum()
        try demand(found == value(greedy), "\(sampling.name): \(found), not \(value(greedy))")
      }
    }
  }

  @Test("no rule that verifies node by node passes look-ahead, and fewer drafts are worth less")
  func order() throws {
    try forAll("order", cases: 80, { Self.tree(&$0) }) { model, parents in
      let value = TreeValue(try DraftTree(parents: parents), root: 0, of: model)
      func accepted(_ id: String) throws -> Rational {
        try value.accepted(by: SchemeCatalog.scheme(id)!, solver: Self.solver).lower
      }
      let lookAhead = try value.acceptedByLookAhead(.iid, solver: Self.solver)
      for id in ["single", "nss", "naive", "rrs", "kseq", "otm-iid"] {
        try demand(try accepted(id) <= lookAhead, "\(id) passes look-ahead")
      }
      let without = try value.acceptedByLookAhead(.withoutReplacement, solver: Self.solver)
      for id in ["rrsw", "otm-without-replacement"] {
        try demand(try accepted(id) <= without, "\(id) passes look-ahead without replacement")
      }
    }
  }

  @Test("the masses by draft of an optimal rule add up to its masses, tuple by tuple within Q")
  func optimalMasses() throws {
    try forAll(
      "couplings", cases: 150,
      { choices in
        let position = choices.position()
        let worth = (0..<position.drafts).map { _ in
          (0..<position.target.count).map { _ in Rational(choices.integer(in: 1...4)) }
        }
        return (position, worth)
      }
    ) { position, worth in
      for id in ["otm-iid", "otm-without-replacement", "otm-hub", "path", "star"] {
        let scheme = SchemeCatalog.scheme(id)!
        do {
          let law = try scheme.law(at: position)
          let mass = try scheme.acceptedMass(at: position).map(\.lower)
          let choice = SlotChoice(law: law, worth: worth)
          let byDraft = try choice.masses(filling: mass, .exactlyDemand, by: Self.solver)
          for token in mass.indices {
            let total = byDraft.map { $0[token] }.sum()
            try demand(total == mass[token], "\(id): \(total) of token \(token)")
          }
          func worthOf(_ masses: [[Rational]]) -> Rational {
            zip(masses, worth).map { zip($0, $1).map { $0 * $1 }.sum() }.sum()
          }
          let kernel = try scheme.kernel(at: position)
          if kernel.acceptedMass == mass {
            let other = choice.masses(of: kernel)
            try demand(worthOf(other) <= worthOf(byDraft), "\(id): the kernel is worth more")
          }
          for (draft, masses) in byDraft.enumerated() {
            for (token, mass) in masses.enumerated() {
              let drafted = law.entries.filter { $0.drafts[draft] == token }
                .map(\.probability).sum()
              try demand(mass <= drafted, "\(id): draft \(draft) has token \(token) too often")
            }
          }
        } catch SchemeError.undefined {
          continue
        }
      }
    }
  }

  @Test("naive sampling: y is drawn from p, and goes on below the best of the drafts that carry it")
  func naiveSampling() throws {
    try forAll("nss", cases: 100, { Self.tree(&$0) }) { model, parents in
      let tree = try DraftTree(parents: parents)
      func value(_ node: Int, _ state: Int) -> Rational {
        let children = tree.children[node]
        return model.targets[state].support.map { token -> Rational in
          let q = model.drafts[state][token]
          let below = children.map { 1 + value($0, model.successors[state][token]) }
            .sorted(by: >)
          // The best draft carries y, or it does not and the next one does, …
          let terms = below.enumerated().map { $1 * q * (1 - q).raised(to: $0) }
          return model.targets[state][token] * terms.sum()
        }.sum()
      }
      let found = try TreeValue(tree, root: 0, of: model).accepted(by: NaiveSampling())
      try demand(found.exact == value(0, 0), "\(found), not \(value(0, 0))")
    }
  }

  @Test("greedy drafting: each draft accepts the tokens that it alone can carry")
  func greedy() throws {
    // p = (1/2, 1/4, 1/4), q = (1/2, 1/3, 1/6) in every state; the first draft is always token 0.
    let target = try Distribution([Rational(1, 2), Rational(1, 4), Rational(1, 4)])
    let draft = try Distribution([Rational(1, 2), Rational(1, 3), Rational(1, 6)])
    let model = ModelPair(
      targets: [target], drafts: [draft], successors: [[0, 0, 0]])
    let value = try TreeValue(DraftTree(parents: [0, 0, 1]), root: 0, of: model)
      .accepted(by: Greedy())
    // A = (1/2, min(1/4, 2/3), min(1/4, 1/3)); one draft by greedy drafting is speculative sampling,
    // which accepts 1/2 + 1/4 + 1/6.
    #expect(value.exact == Rational(1, 2) * (1 + Rational(11, 12)) + Rational(1, 2))
  }

  @Test("greedy drafting has a best tree of a size too, no worse than any of that size")
  func greedyTree() throws {
    try forAll("best tree, greedy", cases: 30, { $0.model(upTo: 3) }) { model in
      let best = try OptimalTree(
        .init(size: 3, width: 3, depth: 3), root: 0, of: model, scheme: Greedy())
      let value = try TreeValue(best.tree, root: 0, of: model).accepted(by: Greedy())
      try demand(value.exact == best.accepted, "\(best.accepted) is not the tree's \(value)")
      for parents in [[0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 1, 0], [0, 1, 1], [0, 1, 2]] {
        let other = try TreeValue(DraftTree(parents: parents), root: 0, of: model)
          .accepted(by: Greedy())
        try demand(other.lower <= best.accepted, "\(parents) accepts \(other.lower)")
      }
    }
  }

  @Test("a list of parents that is a tree of equal widths is known as one")
  func widths() throws {
    #expect(try DraftTree(parents: [0, 0, 1, 1, 2, 2]).widths == [2, 2])
    #expect(try DraftTree(widths: [3, 2, 1]).widths == [3, 2, 1])
    #expect(try DraftTree(parents: []).widths == [])
    #expect(try DraftTree(parents: [0, 0, 1]).widths == nil)
  }

  @Test("the program's size is known beforehand, and its limit is where the error says")
  func programSize() throws {
    try forAll("variables", cases: 60, { ($0.model(upTo: 3), $0.integer(in: 1...2)) }) {
      model, width in
      let widths = [width, 2]
      let program = try TreeAcceptanceProgram(widths: widths, root: 0, of: model).program
      let count = TreeAcceptanceProgram.variableCount(widths: widths, root: 0, of: model)
      let drafted = program.variables.count { $0.name.hasPrefix("w_") }
      try demand(count == Rational(drafted), "\(drafted) variables, not \(count)")
    }
    for (depth, largest) in [(1, 316), (2, 7), (3, 2)] {
      func count(_ tokens: Int) throws -> Rational {
        let law = try Distribution(Array(repeating: Rational(1, tokens), count: tokens))
        let model = ModelPair(
          targets: [law], drafts: [law], successors: [Array(repeating: 0, count: tokens)])
        return TreeAcceptanceProgram.variableCount(
          widths: Array(repeating: 2, count: depth), root: 0, of: model)
      }
      let limit = Rational(TreeAcceptanceProgram.variableLimit)
      #expect(try count(largest) <= limit)
      #expect(try count(largest + 1) > limit)
      let words = SchemeError.treeProgramTooLarge(variables: 1, limit: 1).description
      #expect(words.contains("\(largest) " + (depth == 1 ? "tokens " : "") + "at depth \(depth)"))
    }
  }
}
