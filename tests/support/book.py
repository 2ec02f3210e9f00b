#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints a made-up book: plain text with chapters, of about as many words as asked for.

    tests/support/book.py [WORDS]      (40000 unless told)

The same number gives the same book on every machine. Its sentences are built from the parts below
and mean little, but they have the lengths, the punctuation, the names and the figures of prose.
"""
import sys

PEOPLE = ["the archivist", "Mrs. Vale", "a sailor from the north", "Dr. Amsel", "the younger brother",
          "the postmistress", "old Tobias", "a girl with a lantern", "the inspector", "Mr. Quill"]
DEEDS = ["opened the ledger", "waited at the gate", "counted the lamps twice", "refused to sit down",
         "wrote a letter of three pages", "looked for the missing key", "asked about the bridge",
         "lit the stove", "carried the crate upstairs", "listened at the door"]
PLACES = ["in the long room", "by the river", "behind the mill", "at the end of Cooper Street",
          "under the clock", "on the second landing", "near the harbour wall", "in the orchard",
          "between the two chapels", "at the station"]
TIMES = ["That evening", "In the spring of 1874", "At half past six", "Before the rain came",
         "On the third day", "Long afterwards", "Towards morning", "At 9 p.m.", "In those years",
         "Once the others had gone"]
JOINS = [", and", ", but", "; then", ", while", ", because"]
REMARKS = ["\"It was never locked,\" said {}.", "\"Who told you that?\" asked {}.",
           "Nobody answered.", "It cost £4.50, which was too much.", "There were 1,240 of them.",
           "The light was poor (it always was).", "Nothing else was found.",
           "\"Perhaps,\" said {}, \"but not today.\"", "The clock had stopped.", "It was no use!"]


def numbers(state=1):
    """A stream of numbers that depends on no version of any library (Park and Miller's)."""
    while True:
        state = state * 48271 % 2147483647
        yield state


CHANCE = numbers()


def pick(words):
    """One of a list."""
    return words[next(CHANCE) // 7 % len(words)]


def sentence():
    """A plain sentence, a compound one, or a short remark."""
    kind = next(CHANCE) // 7 % 5
    if kind == 0:
        return pick(REMARKS).format(pick(PEOPLE))
    clause = f"{pick(TIMES)} {pick(PEOPLE)} {pick(DEEDS)} {pick(PLACES)}"
    if kind < 3:
        return clause + "."
    return f"{clause}{pick(JOINS)} {pick(PEOPLE)} {pick(DEEDS)} {pick(PLACES)}."


def book(words):
    """Yields blocks of text."""
    yield "The House at Cooper Street"
    done, chapter = 5, 0
    while done < words:
        chapter += 1
        blocks = [f"Chapter {chapter}"]
        for _ in range(20 + next(CHANCE) // 7 % 10):
            blocks.append(" ".join(sentence() for _ in range(3 + next(CHANCE) // 7 % 5)))
        for block in blocks:
            if done < words:
                done += len(block.split())
                yield block


if __name__ == "__main__":
    print("\n\n".join(book(int(sys.argv[1]) if len(sys.argv) > 1 else 40000)))
