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

  @OptionGroup var output: TextOutput

  @OptionGroup var limits: WorkLimits

  /// Writes the program with `text`.
  func write(
    _ format: ModelFormat, _ text: (LinearProgram, NumberStyle) throws -> String
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
    try output.deliver(written, format: format.rawValue)
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
      try finish(under: instance.limits) {
        try instance.write(.lp) { program, numbers in try program.lpText(numbers: numbers) }
      }
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
      try finish(under: instance.limits) {
        try instance.write(.mps) { program, numbers in try program.mpsText(numbers: numbers) }
      }
    }
  }
}
