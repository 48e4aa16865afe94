// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write an instance, a model or a certificate for another program.",
    subcommands: [LP.self, MPS.self, Coq.self, Plain.self, VIPR.self])
}
