@rem The scripts of package.json say "exec node ..." so that a Unix shell hands its process over and signals reach us.
@rem Windows has no such word; this file is it.
@%*
