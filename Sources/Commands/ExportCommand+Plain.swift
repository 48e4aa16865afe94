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

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("The file to write; standard output by default.", valueName: "file"))
    var output = "-"

    func run() throws {
      try finish {
        let program = try input.read()
        let text: String
        do {
          text = try program.plainText()
        } catch {
          throw CommandFailure("\(input.model): \(error)")
        }
        try TextFile.write(text, to: output)
        return .holds
      }
    }
  }
}
