// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import Foundation
import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding
import Testing

@testable import Commands

/// Fifty contexts of a model of 27 letters with their tokens per step, computed by another program.
///
/// The record: `Fixtures/letters-trees.jsonl`; the model: `Examples/paper/letters-model.json`. Two
/// drafts at every node, one for single drafts. Depth 1 and 2 are exact, as a fraction or cut off after
/// 40 decimals; depth 3 is a floating-point number.
@Suite("Recorded trees of letters, all fifty")
struct RecordedTreeTests {
  private struct Record {
    let root: [Int]
    let nodes: JSONCursor
    let chain: [Int]
    let expected: JSONCursor
    let name: String

    init(_ cursor: JSONCursor) throws {
      root = try cursor.required("root").elements().map { try $0.integer() }
      nodes = try cursor.required("nodes")
      chain = try cursor.required("chain").elements().map { try $0.integer() }
      expected = try cursor.required("E")
      name = "row \(try cursor.required("id").integer())"
    }
  }

  private static func file() throws -> ModelPairFile {
    try ModelPairFile(
      reading: DocumentationTests.root.appendingPathComponent("Examples/paper/letters-model.json")
        .path)
  }

  private static func records() throws -> [Record] {
    let path = DocumentationTests.root
      .appendingPathComponent("Tests/CommandsTests/Fixtures/letters-trees.jsonl")
    let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").dropFirst()
    return try lines.map { line in
      try Record(
        JSONCursor(
          JSONValue.parse(Array(line.utf8), source: "letters-trees.jsonl"),
          source: "letters-trees.jsonl"))
    }
  }

  /// Masses are those of a state, whatever the tree: computed once for all fifty.
  private final class Masses {
    private let model: ModelPair
    private let scheme: any Scheme
    private var known: [Int: [Rational]] = [:]

    init(_ model: ModelPair, _ scheme: any Scheme) {
      self.model = model
      self.scheme = scheme
    }

    func tokens(root: Int, depth: Int) throws -> Rational {
      let width = scheme.id == "single" ? 1 : 2
      let tree = try DraftTree(widths: Array(repeating: width, count: depth))
      return try TreeValue(tree, root: root, of: model).accepted { state, drafts, _, _ in
        if let mass = self.known[state] { return .total(mass) }
        let instance = try Instance(
          target: self.model.targets[state], draft: self.model.drafts[state], drafts: drafts,
          sampling: .iid)
        let mass = try self.scheme.acceptedMass(at: Position(instance)).map(\.lower)
        self.known[state] = mass
        return .total(mass)
      } + 1
    }
  }

  @Test(
    "tokens per step at depth 1 and 2, exactly, and near the recorded number at depth 3",
    arguments: ["single", "rrs", "rrsw", "spechub"])
  func expectedTokens(_ id: String) throws {
    let file = try Self.file()
    let scheme = try #require(SchemeCatalog.scheme(id))
    let masses = Masses(file.model, scheme)
    let records = try Self.records()
    #expect(records.count == 50)
    for (index, record) in records.enumerated() {
      let root = try file.state(of: record.root)
      let recorded = try record.expected.required(id)
      for depth in 1...2 {
        let tokens = try masses.tokens(root: root, depth: depth)
        let fraction = try recorded.required("E\(depth)")
        if case .string = fraction.value {
          #expect(tokens == (try fraction.rational()), "\(record.name), depth \(depth)")
        }
        // The record cuts its decimals off.
        let unit = Rational(10).raised(to: 40)
        let decimals = try recorded.required("E\(depth)_dec").rational()
        #expect((tokens * unit).floor == decimals * unit, "\(record.name), depth \(depth)")
      }
      // Depth 3 has thousands of digits without replacement: the first of those rows stands for all.
      guard id != "rrsw" || index == 0 else { continue }
      let tokens = try masses.tokens(root: root, depth: 3)
      let difference = tokens - (try recorded.required("E3_float").rational())
      #expect(difference.magnitude < Rational("1e-12")!, "\(record.name), depth 3")
    }
    // The same through the scheme itself.
    let width = id == "single" ? 1 : 2
    let root = try file.state(of: records[0].root)
    let value = try TreeValue(DraftTree(widths: [width, width]), root: root, of: file.model)
      .accepted(by: scheme)
    #expect(value.exact == (try masses.tokens(root: root, depth: 2)) - 1)
  }

  @Test("the drafted trees and chains are possible in the model, state by state")
  func drafted() throws {
    let file = try Self.file()
    let model = file.model
    for record in try Self.records() {
      let nodes = try record.nodes.elements()
      var states = [try file.state(of: record.root)]
      var siblings: [Int: [Int]] = [:]
      for node in nodes.dropFirst() {
        let parent = try node.required("parent").integer()
        let token = try node.required("token").integer()
        try #require(states.indices.contains(parent), "\(record.name)")
        #expect(!model.drafts[states[parent]][token].isZero, "\(record.name): token \(token)")
        #expect(siblings[parent]?.contains(token) != true, "\(record.name): drawn twice")
        siblings[parent, default: []].append(token)
        let state = model.successors[states[parent]][token]
        #expect(
          try file.state(of: node.required("state").elements().map { try $0.integer() }) == state)
        states.append(state)
      }
      #expect(siblings.count == 7 && siblings.values.allSatisfy { $0.count == 2 }, "\(record.name)")
      var state = states[0]
      for token in record.chain {
        #expect(!model.drafts[state][token].isZero, "\(record.name): the chain")
        state = model.successors[state][token]
      }
    }
  }
}
