import Glibc

exit(SarabanProgram.run(Array(Swift.CommandLine.arguments.dropFirst())))
