// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser

/// The whole program, so that the executable needs nothing but this.
public enum Program {
  public static func run() { SpechubCommand.main() }
}

struct SpechubCommand: ParsableCommand {
}
