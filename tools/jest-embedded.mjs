// These specs run on the embedded edition, whatever engines are at hand.
delete process.env.MONGODB_URI;
delete process.env.KAFKA_BROKERS;
