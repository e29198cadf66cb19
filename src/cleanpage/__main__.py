"""`python -m cleanpage` is the command `cleanpage`."""

from cleanpage.cli import run

if __name__ == "__main__":
    run()
