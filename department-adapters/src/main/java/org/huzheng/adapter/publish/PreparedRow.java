package org.huzheng.adapter.publish;

import java.util.Optional;
import org.huzheng.adapter.mapping.MappedRow;

/**
 * A row with what judging it needs that does not depend on the rows before it in its batch.
 *
 * @param row what the mapping made of it
 * @param known what was last published of its record before the batch
 * @param refusedBefore whether a row of its record was refused before the batch
 * @param body digest of what it says, where it is a version
 * @param trace tells of its way
 */
public record PreparedRow(
        MappedRow row,
        Optional<PublishedVersion> known,
        boolean refusedBefore,
        Optional<BodyDigest> body,
        RowTrace trace) {}
