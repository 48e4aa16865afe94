// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import ExactSolving
import Foundation
import GLPK
import LPFormats
import LinearPrograms
import Rationals
import Testing

/// Collections of models with known outcomes: solved, and the certificate as text read back and checked.
@Suite("Collections of models")
struct ModelCollectionTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardized
  private static let classics = root.appending(path: "Examples/models/classic")
  private static let netlib = root.appending(path: "../shared/data/netlib").standardized

  /// The rows of a table, by the first field.
  private static func table(_ url: URL) throws -> [String: [String]] {
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        return (fields[0], fields)
      })
  }

  private func solve(_ url: URL) throws -> (program: LinearProgram, outcome: Outcome) {
    let program = try ModelFile.read(url.path())
    let outcome = try ExactSolver(oracle: GLPKOracle()).solve(program).outcome
    let text = CertificateText.write(outcome, for: program)
    let claim = try CertificateText.read(Array(text.utf8), source: "certificate", for: program)
    #expect(claim.verify(against: program) == .valid, "\(url.lastPathComponent)")
    return (program, outcome)
  }

  private func expect(_ expected: String, of url: URL) throws {
    let (program, outcome) = try solve(url)
    guard case .optimal(let proof) = outcome else {
      #expect(outcome.status == expected, "\(url.lastPathComponent)")
      return
    }
    #expect(program.objective(at: proof.primal) == Rational(expected), "\(url.lastPathComponent)")
  }

  @Test("the classics on which floating point fails")
  func classics() throws {
    let known = try Self.table(Self.classics.appending(path: "known.tsv"))
    #expect(known.count >= 14)
    for (name, fields) in known.sorted(by: { $0.key < $1.key }) {
      try expect(fields[3], of: Self.classics.appending(path: name + ".mps"))
    }
  }

  @Test("Netlib: the exact optima, and a Farkas certificate for every infeasible one")
  func netlib() throws {
    guard let optima = try? Self.table(Self.netlib.appending(path: "optima.tsv")) else {
      print("skipped: no Netlib models in \(Self.netlib.path())")
      return
    }
    for (name, fields) in optima.sorted(by: { $0.key < $1.key }) {
      try expect(fields[1], of: Self.netlib.appending(path: name + ".mps"))
    }
    let infeasible = Self.netlib.appending(path: "infeas")
    for file in try FileManager.default.contentsOfDirectory(atPath: infeasible.path()).sorted() {
      try expect("infeasible", of: infeasible.appending(path: file))
    }
    print("Netlib: \(optima.count) optima equal, every certificate checked")
  }
}
