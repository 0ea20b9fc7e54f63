package org.huzheng.topology;

import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.CaseJudging;
import org.huzheng.decision.CertificateTypes;
import org.huzheng.decision.RecordDecoder;
import org.huzheng.wire.Received;

/**
 * Builds the judging topology.
 *
 * <pre>
 * record topics ─▶ fold-records ──▶ exchange.requests, as re-examinations; exchange.disputes, as found and as ended; exchange.pointers
 *                     │ dossiers, positions, feeds, known-marks, pointer-marks, heard-marks, watches, open-disputes
 * questions ─────▶ answer-questions ─▶ exchange.answers, exchange.access
 * claims ────────▶ answer-claims ─▶ exchange.answers, exchange.access, exchange.decisions, exchange.contradictions
 *                     │ claims, waiting-claims
 *                     │            exchange.requests, as they came, where another key must be asked
 *
 * requests ──────▶ open-cases ──┬─▶ exchange.questions
 *                     │ cases   │
 * answers ───────▶ hear-answers ┴─▶ exchange.decisions, exchange.contradictions
 * </pre>
 *
 * @param types certificate types to judge
 * @param received decodes values and keeps their bytes; called once per source
 * @param written encodes values; called once per sink
 * @param decoder decodes value bytes kept in stores
 * @param generationPartitions partitions of every co-partitioned topic, fixed for the generation of the exchange
 * @param progress is told how far each task has folded
 */
public record JudgingTopology(
        CertificateTypes types,
        Supplier<Deserializer<Received>> received,
        Supplier<Serializer<SpecificRecord>> written,
        RecordDecoder decoder,
        int generationPartitions,
        FoldProgress progress) {

    static final String FOLD_RECORDS = "fold-records";
    static final String ANSWER_QUESTIONS = "answer-questions";
    static final String ANSWER_CLAIMS = "answer-claims";
    static final String OPEN_CASES = "open-cases";
    static final String HEAR_ANSWERS = "hear-answers";

    static final String TO_REQUESTS = "to-requests";
    static final String TO_DISPUTES = "to-disputes";
    static final String TO_POINTERS = "to-pointers";
    static final String TO_QUESTIONS = "to-questions";
    static final String TO_ANSWERS = "to-answers";
    static final String TO_ACCESS = "to-access";
    static final String TO_DECISIONS = "to-decisions";
    static final String TO_CONTRADICTIONS = "to-contradictions";
    static final String CLAIMS_TO_DECISIONS = "claims-to-decisions";
    static final String CLAIMS_TO_CONTRADICTIONS = "claims-to-contradictions";

    /** The topology, whose every node and store is named. */
    public Topology build() {
        return build(new Topology());
    }

    /**
     * The same.
     *
     * @param topology an empty one
     */
    public Topology build(Topology topology) {
        CaseJudging judging = new CaseJudging(types, decoder);

        topology.addSource(
                "record-events",
                new StringDeserializer(),
                received.get(),
                Topics.recordTopics().stream().map(Topic::name).toArray(String[]::new));
        topology.addProcessor(
                FOLD_RECORDS, new FoldRecords.Supplier(decoder, generationPartitions, progress), "record-events");
        topology.addSink(
                TO_POINTERS,
                Topics.POINTERS.name(),
                new StringSerializer(),
                written.get(),
                new PointerPartitioner(),
                FOLD_RECORDS);
        source(topology, "questions", Topics.QUESTIONS);
        topology.addProcessor(ANSWER_QUESTIONS, new AnswerQuestions.Supplier(decoder), "questions");
        source(topology, "claims", Topics.CLAIMS);
        topology.addProcessor(ANSWER_CLAIMS, new AnswerClaims.Supplier(judging, decoder, progress), "claims");
        sink(topology, TO_REQUESTS, Topics.REQUESTS, FOLD_RECORDS, ANSWER_CLAIMS);
        sink(topology, TO_DISPUTES, Topics.DISPUTES, FOLD_RECORDS);
        sink(topology, TO_ANSWERS, Topics.ANSWERS, ANSWER_QUESTIONS, ANSWER_CLAIMS);
        sink(topology, TO_ACCESS, Topics.ACCESS, ANSWER_QUESTIONS, ANSWER_CLAIMS);
        // sinks of their own: one shared with the cases would make one sub-topology of the two
        sink(topology, CLAIMS_TO_DECISIONS, Topics.DECISIONS, ANSWER_CLAIMS);
        sink(topology, CLAIMS_TO_CONTRADICTIONS, Topics.CONTRADICTIONS, ANSWER_CLAIMS);

        source(topology, "requests", Topics.REQUESTS);
        topology.addProcessor(OPEN_CASES, new OpenCases.Supplier(judging, types), "requests");
        source(topology, "answers", Topics.ANSWERS);
        topology.addProcessor(HEAR_ANSWERS, new HearAnswers.Supplier(judging), "answers");
        sink(topology, TO_QUESTIONS, Topics.QUESTIONS, OPEN_CASES, HEAR_ANSWERS);
        sink(topology, TO_DECISIONS, Topics.DECISIONS, OPEN_CASES, HEAR_ANSWERS);
        sink(topology, TO_CONTRADICTIONS, Topics.CONTRADICTIONS, OPEN_CASES, HEAR_ANSWERS);

        // a store declared by several suppliers is one store; it joins them into one sub-topology
        Stores.dossierStores()
                .forEach(store -> topology.addStateStore(store, FOLD_RECORDS, ANSWER_QUESTIONS, ANSWER_CLAIMS));
        topology.addStateStore(Stores.claims(), ANSWER_CLAIMS);
        topology.addStateStore(Stores.waitingClaims(), ANSWER_CLAIMS);
        topology.addStateStore(Stores.cases(), OPEN_CASES, HEAR_ANSWERS);
        return topology;
    }

    private void source(Topology topology, String name, Topic topic) {
        topology.addSource(name, new StringDeserializer(), received.get(), topic.name());
    }

    private void sink(Topology topology, String name, Topic topic, String... parents) {
        topology.addSink(name, topic.name(), new StringSerializer(), written.get(), parents);
    }
}
