// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import LPWriting

extension ExportCommand {
  struct Plain: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "plain",
      abstract: "Write a model as plain lines, for the native program of the proved checker.",
      discussion: """
        Example: spechub export plain Examples/models/diet.lp -o diet.plain

        Proofs/native/FORMAT.md specifies the lines.
        """)

    @OptionGroup var input: ModelInput

    @OptionGroup var output: TextOutput

    @OptionGroup var limits: WorkLimits

    func run() throws {
      try finish(under: limits) {
        let program = try input.read()
        let text: String
        do {
          text = try program.plainText()
        } catch {
          throw CommandFailure("\(input.model): \(error)")
        }
        try output.deliver(text, format: "plain")
        return .holds
      }
    }
  }
}
