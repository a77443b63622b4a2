package main

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// logProof is a C2SP tlog-proof.
type logProof struct {
	index int64
	path  tlog.RecordProof
	tree  tlog.Tree
}

// parseProof reads a tlog-proof without extra data, and opens its checkpoint.
func parseProof(text []byte, keys note.Verifiers) (logProof, error) {
	head, signed, ok := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if !ok || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return logProof{}, fmt.Errorf("this is no tlog-proof: %q", text)
	}
	digits, ok := strings.CutPrefix(lines[1], "index ")
	index, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil {
		return logProof{}, fmt.Errorf("the second line is no index: %q", lines[1])
	}
	proof := logProof{index: index}
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return logProof{}, err
		}
		proof.path = append(proof.path, hash)
	}
	proof.tree, err = openCheckpoint([]byte(signed), keys)
	return proof, err
}

// check says whether the entry is where the proof says it is.
func (p logProof) check(entry []byte) error {
	return tlog.CheckRecord(p.path, p.tree.N, p.tree.Hash, p.index, tlog.RecordHash(entry))
}
