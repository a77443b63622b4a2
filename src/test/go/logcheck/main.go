// Logcheck reads the transparency log of a running registry with the client code of Go's checksum database, none of
// which was written for it: the checkpoint with sumdb/note, the tiles and every proof with sumdb/tlog.
//
//	logcheck [-vkey KEY] [-api-key KEY] [-pairs N] URL [NAME@VERSION ...]
//
// It prints what it found and "N passed, M failed", and exits with 1 when anything failed.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// tally counts checks, and tells of those that failed.
type tally struct{ passed, failed int }

func (t *tally) count(err error, what string, args ...any) {
	if err == nil {
		t.passed++
		return
	}
	t.failed++
	fmt.Fprintf(os.Stderr, "FAILED "+what+": %v\n", append(args, err)...)
}

func main() {
	vkey := flag.String("vkey", "", "the log's verifier key; without it, the registry is asked for it")
	apiKey := flag.String("api-key", os.Getenv("ACTION_REGISTRY_API_KEY"), "a key of the role reader, for the proofs of versions")
	pairs := flag.Int("pairs", 1000, "how many pairs of sizes to check for consistency beside all neighbours")
	all := flag.Bool("all", false, "check the proof of every version that an entry says is published")
	flag.Parse()
	if flag.NArg() < 1 {
		flag.Usage()
		os.Exit(2)
	}
	var found tally
	if err := run(newRemote(flag.Arg(0), *apiKey), *vkey, *pairs, *all, flag.Args()[1:], &found); err != nil {
		found.count(err, "reading the log")
	}
	fmt.Printf("%d passed, %d failed\n", found.passed, found.failed)
	if found.failed > 0 {
		os.Exit(1)
	}
}

func run(r *remote, vkey string, pairs int, all bool, coordinates []string, found *tally) error {
	keys, err := verifiers(r, vkey)
	if err != nil {
		return err
	}
	tree, err := r.checkpoint(keys)
	if err != nil {
		return err
	}
	fmt.Printf("the checkpoint is signed: %d entries, root %v\n", tree.N, tree.Hash)
	if tree.N == 0 {
		return nil
	}
	hashes := tlog.TileHashReader(tree, r)
	root, err := tlog.TreeHash(tree.N, hashes)
	if err == nil && root != tree.Hash {
		err = fmt.Errorf("the tiles give %v", root)
	}
	found.count(err, "the root of the tiles")

	entries, err := checkEntries(r, tree, hashes, found)
	if err != nil {
		return err
	}
	checkConsistency(tree, hashes, pairs, found)
	checkServedConsistency(r, tree, hashes, found)
	if all {
		coordinates = append(coordinates, published(entries)...)
	}
	for _, coordinate := range coordinates {
		found.count(checkProof(r, keys, coordinate, entries), "the proof of %s", coordinate)
	}
	return nil
}

func verifiers(r *remote, vkey string) (note.Verifiers, error) {
	if vkey == "" {
		answer, err := r.get("/log/vkey", textType)
		if err != nil {
			return nil, err
		}
		vkey = string(answer)
	}
	var list []note.Verifier
	for _, line := range strings.Fields(vkey) {
		verifier, err := note.NewVerifier(line)
		if err != nil {
			return nil, err
		}
		list = append(list, verifier)
	}
	return note.VerifierList(list...), nil
}

// checkEntries downloads every entry and proves that each is in the tree.
func checkEntries(r *remote, tree tlog.Tree, hashes tlog.HashReader, found *tally) ([][]byte, error) {
	var entries [][]byte
	for int64(len(entries)) < tree.N {
		bundle, err := r.entries(int64(len(entries)), tree.N)
		if err != nil {
			return nil, err
		}
		entries = append(entries, bundle...)
	}
	for i, entry := range entries {
		proof, err := tlog.ProveRecord(tree.N, int64(i), hashes)
		if err == nil {
			err = tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), tlog.RecordHash(entry))
		}
		found.count(err, "the inclusion of entry %d", i)
	}
	fmt.Printf("%d entries, each with its proof of inclusion\n", len(entries))
	return entries, nil
}

// checkConsistency proves, from the tiles alone, that the tree grew from each size into the next, and some pairs more.
func checkConsistency(tree tlog.Tree, hashes tlog.HashReader, pairs int, found *tally) {
	check := func(from, to int64) {
		older, err := tlog.TreeHash(from, hashes)
		if err == nil {
			var newer tlog.Hash
			if newer, err = tlog.TreeHash(to, hashes); err == nil {
				var proof tlog.TreeProof
				if proof, err = tlog.ProveTree(to, from, hashes); err == nil {
					err = tlog.CheckTree(proof, to, newer, from, older)
				}
			}
		}
		found.count(err, "the consistency of %d with %d", from, to)
	}
	for from := int64(1); from < tree.N; from++ {
		check(from, from+1)
	}
	for range pairs {
		from, to := pair(tree.N)
		check(from, to)
	}
	fmt.Printf("%d pairs of sizes are consistent by the tiles\n", tree.N-1+int64(pairs))
}

// checkServedConsistency checks proofs that the registry has put together itself.
func checkServedConsistency(r *remote, tree tlog.Tree, hashes tlog.HashReader, found *tally) {
	const served = 200
	for range served {
		from, to := pair(tree.N)
		found.count(checkServedPair(r, hashes, from, to), "the served consistency of %d with %d", from, to)
	}
	fmt.Printf("%d consistency proofs as served\n", served)
}

func checkServedPair(r *remote, hashes tlog.HashReader, from, to int64) error {
	answer, err := r.get(fmt.Sprintf("/log/proof/consistency?from=%d&to=%d", from, to), "application/json")
	if err != nil {
		return err
	}
	var served struct {
		From, To int64
		Hashes   tlog.TreeProof
	}
	if err := json.Unmarshal(answer, &served); err != nil {
		return err
	}
	if served.From != from || served.To != to {
		return fmt.Errorf("the proof is from %d to %d", served.From, served.To)
	}
	older, err := tlog.TreeHash(from, hashes)
	if err != nil {
		return err
	}
	newer, err := tlog.TreeHash(to, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(served.Hashes, to, newer, from, older)
}

func pair(size int64) (int64, int64) {
	from, to := 1+rand.Int63n(size), 1+rand.Int63n(size)
	return min(from, to), max(from, to)
}

// statement is what is looked at of an entry.
type statement struct{ Type, Name, Version string }

// published lists the coordinates that the entries say are published.
func published(entries [][]byte) []string {
	var coordinates []string
	for _, entry := range entries {
		var said statement
		if json.Unmarshal(entry, &said) == nil && said.Type == "version.published" {
			coordinates = append(coordinates, said.Name+"@"+said.Version)
		}
	}
	return coordinates
}

// checkProof checks a version's proof, and that the entry it proves is that of the version.
func checkProof(r *remote, keys note.Verifiers, coordinate string, entries [][]byte) error {
	path, err := proofPath(coordinate)
	if err != nil {
		return err
	}
	text, err := r.get(path, textType)
	if err != nil {
		return err
	}
	proof, err := parseProof(text, keys)
	if err != nil {
		return err
	}
	if proof.index >= int64(len(entries)) {
		return fmt.Errorf("its entry %d was logged after the checkpoint that was read", proof.index)
	}
	var said statement
	if err := json.Unmarshal(entries[proof.index], &said); err != nil {
		return err
	}
	if said.Name+"@"+said.Version != coordinate {
		return fmt.Errorf("it is of %s@%s", said.Name, said.Version)
	}
	return proof.check(entries[proof.index])
}
