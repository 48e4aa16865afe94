// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import LPWriting
import LinearPrograms
import OptimalTransport
import SpeculativeDecoding

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write an instance, or the program it stands for, for another program.",
    subcommands: [LP.self, Coq.self, Plain.self])

  struct LP: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lp",
      abstract: "Write a linear program of an instance in the CPLEX LP format.",
      discussion: """
        Example: spechub export lp Examples/instances/worked-example.json --program acceptance

        Fractions are written as such, which not every reader of the format knows; --decimals insists \
        on finite decimals, and fails where a number is none.
        """)

    enum Kind: String, CaseIterable, ExpressibleByArgument {
      case full
      case acceptance
    }

    @OptionGroup var input: InstanceOptions

    @Option(help: "The full OTM coupling program, or the simplified acceptance program.")
    var program = Kind.full

    @Flag(help: "Write finite decimals only.")
    var decimals = false

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("The file to write; standard output by default.", valueName: "file"))
    var output = "-"

    func run() throws {
      try finish {
        let instance = try input.read()
        let law = try DraftLaw(
          instance.sampling, draft: instance.draft, drafts: instance.drafts)
        let transport = law.transport(to: instance.target)
        let program =
          switch program {
          case .full: CouplingProgram(transport).program
          case .acceptance: AcceptanceProgram(transport).program
          }
        let text: String
        do {
          text = try program.lpText(numbers: decimals ? .decimals : .fractions)
        } catch {
          throw CommandFailure("\(input.instance): \(error)")
        }
        try TextFile.write(text, to: output)
        return .holds
      }
    }
  }
}
