// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// `measure FILE COMMAND`: runs a shell command, ends as it does, and writes into the file how many
/// megabytes the largest of its processes had at most.
///
/// A small program of its own, because the kernel counts the memory of whoever starts a process with
/// that of the process, and a program that runs tests may be large.
@main
enum Measure {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else {
      print("usage: measure FILE COMMAND")
      exit(64)
    }
    var words: [UnsafeMutablePointer<CChar>?] = []
    for word in ["/bin/sh", "-c", arguments[2]] as [String] { words.append(strdup(word)) }
    words.append(nil)
    // The child inherits what this program was started with: argv, its end, then the environment.
    let environment = CommandLine.unsafeArgv + Int(CommandLine.argc) + 1
    var child: pid_t = 0
    guard posix_spawn(&child, "/bin/sh", nil, nil, words, environment) == 0 else { exit(127) }
    var code: Int32 = 0
    var usage = rusage()
    while wait4(child, &code, 0, &usage) < 0 && errno == EINTR {}
    if let file = fopen(arguments[1], "w") {
      fputs("\(usage.ru_maxrss / 1024)\n", file)
      fclose(file)
    }
    // A signal counts as shells count it.
    exit(code & 0x7F == 0 ? code >> 8 & 0xFF : 128 + (code & 0x7F))
  }
}
