package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	// tileHeight is fixed by C2SP tlog-tiles.
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	// maxResource bounds what is read of one resource: 256 entries of 64 KiB and their lengths.
	maxResource = tileWidth * (2 + 1<<16)
)

// remote is a registry whose log is read, and of which nothing is believed.
type remote struct {
	base   string
	apiKey string
	client http.Client
	// tiles are those that TileHashReader has found to be right.
	tiles map[tlog.Tile][]byte
}

func newRemote(base, apiKey string) *remote {
	return &remote{
		base:   strings.TrimSuffix(base, "/"),
		apiKey: apiKey,
		client: http.Client{Timeout: 30 * time.Second},
		tiles:  make(map[tlog.Tile][]byte),
	}
}

// get reads a resource, which must be there and of the given media type.
func (r *remote) get(path, mediaType string) ([]byte, error) {
	request, err := http.NewRequest(http.MethodGet, r.base+path, nil)
	if err != nil {
		return nil, err
	}
	if r.apiKey != "" {
		request.Header.Set("X-API-Key", r.apiKey)
	}
	response, err := r.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxResource))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s: %s", path, response.Status, body)
	}
	if got := response.Header.Get("Content-Type"); got != mediaType {
		return nil, fmt.Errorf("%s: the content type is %q, not %q", path, got, mediaType)
	}
	return body, nil
}

// checkpoint opens the latest checkpoint with the log's keys. Its first three lines are what tlog calls a tree,
// but for the first one, which here is the origin.
func (r *remote) checkpoint(keys note.Verifiers) (tlog.Tree, error) {
	signed, err := r.get("/log/checkpoint", textType)
	if err != nil {
		return tlog.Tree{}, err
	}
	return openCheckpoint(signed, keys)
}

const textType = "text/plain; charset=utf-8"

func openCheckpoint(signed []byte, keys note.Verifiers) (tlog.Tree, error) {
	opened, err := note.Open(signed, keys)
	if err != nil {
		return tlog.Tree{}, err
	}
	origin, rest, _ := strings.Cut(opened.Text, "\n")
	if name := opened.Sigs[0].Name; name != origin {
		return tlog.Tree{}, fmt.Errorf("the origin is %q, the signer %q", origin, name)
	}
	return tlog.ParseTree([]byte("go.sum database tree\n" + rest))
}

// Height makes remote a tlog.TileReader.
func (r *remote) Height() int {
	return tileHeight
}

// ReadTiles fetches tiles, each at exactly the width asked for.
func (r *remote) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		known, ok := r.tiles[tile]
		if !ok {
			fetched, err := r.get("/log/"+c2spPath(tile), "application/octet-stream")
			if err != nil {
				return nil, err
			}
			known = fetched
		}
		data[i] = known
	}
	return data, nil
}

// SaveTiles keeps what was verified.
func (r *remote) SaveTiles(tiles []tlog.Tile, data [][]byte) {
	for i, tile := range tiles {
		r.tiles[tile] = data[i]
	}
}

// c2spPath is tlog's own path without the height, which C2SP leaves out.
func c2spPath(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
}

// bundlePath is the path of the entries whose hashes a tile of level 0 has.
func bundlePath(tile tlog.Tile) string {
	tile.L = -1
	return strings.Replace(c2spPath(tile), "tile/data/", "tile/entries/", 1)
}

// entries fetches the bundle of the entries from index on that a tree of the given size has.
func (r *remote) entries(index, size int64) ([][]byte, error) {
	width := min(size-index, tileWidth)
	tile := tlog.Tile{H: tileHeight, L: 0, N: index / tileWidth, W: int(width)}
	bundle, err := r.get("/log/"+bundlePath(tile), "application/octet-stream")
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(bundle) > 0 {
		if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
			return nil, fmt.Errorf("%s ends within an entry", bundlePath(tile))
		}
		end := 2 + int(binary.BigEndian.Uint16(bundle))
		entries = append(entries, bundle[2:end])
		bundle = bundle[end:]
	}
	if int64(len(entries)) != width {
		return nil, fmt.Errorf("%s has %d entries, not %d", bundlePath(tile), len(entries), width)
	}
	return entries, nil
}

// proofPath is where the proof of a coordinate NAME@VERSION is.
func proofPath(coordinate string) (string, error) {
	name, version, ok := strings.Cut(coordinate, "@")
	if !ok {
		return "", fmt.Errorf("%q is no NAME@VERSION", coordinate)
	}
	return "/actions/" + url.PathEscape(name) + "/versions/" + url.PathEscape(version) + "/proof", nil
}
