package org.actionregistry.publishing;

import java.util.List;

/**
 * Who may write and sign in a namespace and in those below it, as far as these have not been set themselves.
 *
 * @param owners ids of principals; empty for whoever their role allows
 * @param kids ids of signing keys; empty for every trusted key
 * @param logIndex the entry that changed it last
 */
public record Namespace(String name, List<String> owners, List<String> kids, long logIndex) {
    public Namespace {
        owners = List.copyOf(owners);
        kids = List.copyOf(kids);
    }
}
