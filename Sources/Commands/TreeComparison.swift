// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import GLPK
import LPFormats
import LinearPrograms
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// The expected tokens per step of one tree under many schemes.
struct TreeComparison {
  struct Row {
    let id: String
    /// Accepted tokens, without the one that every step emits besides.
    let accepted: Enclosure
  }

  let tree: DraftTree
  /// By falling number of tokens.
  private(set) var rows: [Row] = []
  private(set) var omissions: [(id: String, reason: String)] = []

  /// Schemes of single positions that make sense at every node.
  private static let nodeIDs = [
    "single", "nss", "top-k", "rrs", "rrsw", "kseq", "spechub", "greedy", "path", "otm-iid",
    "otm-without-replacement",
  ]
  static let allIDs =
    nodeIDs + ["lookahead", "lookahead-without-replacement", "block", "tree-lp"]

  /// For the linear programs of nodes, which are many and small: GLPK, which can cycle on degenerate
  /// ones, is not waited for.
  private static let nodeSolver = ExactSolver(
    oracle: TransportOracle(GLPKOracle(timeLimit: 2)))

  static func isKnown(_ id: String) -> Bool {
    allIDs.contains(id) || SchemeCatalog.scheme(id) != nil
  }

  init(
    _ tree: DraftTree, root: Int, of model: ModelPair, ids: [String]
  ) throws {
    self.tree = tree
    let chain = try DraftTree(widths: Array(repeating: 1, count: tree.depth))
    for (index, id) in ids.enumerated() {
      Console.progress("\(id) (\(index + 1) of \(ids.count))")
      do {
        let accepted: Enclosure
        switch id {
        case "single":
          // One draft a node: a chain as deep as the tree.
          accepted = try TreeValue(chain, root: root, of: model).accepted(by: SingleDraft())
        case "block":
          accepted = Enclosure(
            try BlockVerification.accepted(by: model, root: root, length: tree.depth))
        case "lookahead":
          accepted = Enclosure(
            try TreeValue(tree, root: root, of: model).acceptedByLookAhead(
              .iid, solver: Self.nodeSolver))
        case "lookahead-without-replacement":
          accepted = Enclosure(
            try TreeValue(tree, root: root, of: model)
              .acceptedByLookAhead(.withoutReplacement, solver: Self.nodeSolver))
        case "tree-lp":
          accepted = Enclosure(try Self.optimum(for: tree, root: root, of: model))
        default:
          accepted = try TreeValue(tree, root: root, of: model)
            .accepted(by: SchemeCatalog.scheme(id)!, solver: Self.nodeSolver)
        }
        rows.append(Row(id: id, accepted: accepted))
      } catch let error as SchemeError {
        omissions.append((id, "\(error)"))
      } catch let error as SolveError {
        throw CommandFailure("\(id): \(error)")
      }
    }
    rows.sort { $0.accepted.lower > $1.accepted.lower }
  }

  /// The tree acceptance program's optimum, certified.
  private static func optimum(
    for tree: DraftTree, root: Int, of model: ModelPair
  ) throws -> Rational {
    guard let widths = tree.widths else {
      throw SchemeError.undefined(
        "the tree acceptance program needs nodes of one depth to have the same number of drafts: "
          + "it keeps one node of a token that is drafted twice, and here the two would differ")
    }
    let program = try TreeAcceptanceProgram(widths: widths, root: root, of: model).program
    guard case .optimal(let certificate) = try ExactSolver.standard.solve(program).outcome else {
      throw CommandFailure("internal error: the tree acceptance program has no optimum")
    }
    return program.objective(at: certificate.primal)
  }
}

extension TreeComparison {
  /// A table for a person.
  var text: String {
    var table = TextTable([
      ("scheme", .left), ("tokens per step", .right), ("about", .right),
    ])
    for row in rows {
      let tokens = Self.tokens(row)
      table.add([row.id, tokens.exact?.abridged ?? "enclosed", tokens.decimal(places: 6)])
    }
    var sections = ["\(tree.size) drafted nodes, depth \(tree.depth)", table.text]
    if !omissions.isEmpty {
      sections.append(
        "left out\n" + omissions.map { "  \($0.id): \($0.reason)" }.joined(separator: "\n"))
    }
    return sections.joined(separator: "\n\n")
  }

  /// Every step emits one token more than it accepts.
  private static func tokens(_ row: Row) -> Enclosure {
    Enclosure(row.accepted.lower + 1, row.accepted.upper + 1)
  }

  /// The answer of `tree --json`.
  var json: JSONValue {
    [
      "tree": [
        "parents": .array(tree.parents.map(JSONValue.integer)), "nodes": .integer(tree.size),
        "depth": .integer(tree.depth),
      ],
      "schemes": .array(
        rows.map { row in
          let tokens = Self.tokens(row)
          return [
            "id": .string(row.id), "expected_tokens": tokens.json,
            "expected_tokens_decimal": .string(tokens.decimal(places: 12)),
          ]
        }),
      "left_out": .array(omissions.map { ["id": .string($0.id), "reason": .string($0.reason)] }),
    ]
  }
}
