// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import LPWriting
import LinearPrograms
import OptimalTransport
import SpeculativeDecoding

/// An instance, one of the linear programs it stands for, and where to write it.
struct InstanceProgram: ParsableArguments {
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case full
    case acceptance
  }

  @OptionGroup var input: InstanceOptions

  @Option(help: "The full OTM coupling program, or the simplified acceptance program.")
  var program = Kind.full

  @Flag(help: "Write finite decimals only.")
  var decimals = false

  @Option(name: .shortAndLong, help: "The file to write; standard output by default.")
  var output = "-"

  /// Writes the program with `text`.
  func write(
    _ text: (LinearProgram, NumberStyle) throws -> String
  ) throws -> CommandStatus {
    let instance = try input.read()
    let law = try DraftLaw(instance.sampling, draft: instance.draft, drafts: instance.drafts)
    let transport = law.transport(to: instance.target)
    let program =
      switch program {
      case .full: CouplingProgram(transport).program
      case .acceptance: AcceptanceProgram(transport).program
      }
    let written: String
    do {
      written = try text(program, decimals ? .decimals : .fractions)
    } catch {
      throw CommandFailure("\(input.instance): \(error)")
    }
    try TextFile.write(written, to: output)
    return .holds
  }
}

extension ExportCommand {
  struct LP: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lp",
      abstract: "Write a linear program of an instance in the CPLEX LP format.",
      discussion: """
        Example: spechub export lp Examples/instances/worked-example.json --program acceptance

        Fractions are written as such, which not every reader of the format knows; --decimals insists \
        on finite decimals, and fails where a number is none.
        """)

    @OptionGroup var instance: InstanceProgram

    func run() throws {
      try finish { try instance.write { program, numbers in try program.lpText(numbers: numbers) } }
    }
  }

  struct MPS: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "mps",
      abstract: "Write a linear program of an instance in the MPS format.",
      discussion: """
        Example: spechub export mps Examples/instances/worked-example.json -o transport.mps

        Fractions and --decimals as in spechub export lp.
        """)

    @OptionGroup var instance: InstanceProgram

    func run() throws {
      try finish {
        try instance.write { program, numbers in try program.mpsText(numbers: numbers) }
      }
    }
  }
}
