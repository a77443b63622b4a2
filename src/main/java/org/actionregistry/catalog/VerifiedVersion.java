package org.actionregistry.catalog;

import org.actionregistry.action.StoredVersion;
import org.actionregistry.verification.Verdict;

/** A stored version and what verification found of exactly these bytes. */
public record VerifiedVersion(StoredVersion stored, Verdict verdict) {}
